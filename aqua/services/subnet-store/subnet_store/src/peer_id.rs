//! Peer ids of Ed25519 keys.

const ALPHABET: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// An identity multihash of 36 bytes: a key of the kind Ed25519, of 32 bytes.
const PREFIX: [u8; 6] = [0x00, 0x24, 0x08, 0x01, 0x12, 0x20];
const LONGEST: usize = 60;

/// The key of a peer id; `None` where it is none, or has another kind of key.
pub fn key_of(peer_id: &str) -> Option<[u8; 32]> {
    if peer_id.len() > LONGEST {
        return None;
    }

    let mut number = [0u8; 38];
    for letter in peer_id.bytes() {
        let mut carry = ALPHABET.iter().position(|each| *each == letter)? as u32;
        for byte in number.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }

        if carry > 0 {
            return None;
        }
    }

    let mut key = [0; 32];
    key.copy_from_slice(&number[6..]);
    (number[..6] == PREFIX && peer_id.starts_with('1')).then(|| key)
}
