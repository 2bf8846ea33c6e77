//! Verification of Ed25519 signatures, RFC 8032.

use crate::field::{Field, BASE_X, BASE_Y, D, D2, ONE, ROOT, ZERO};
use crate::sha512::sha512;

/// The order of the base point, the lowest bytes first.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0x10,
];

/// A point in extended coordinates.
#[derive(Clone, Copy)]
struct Point {
    x: Field,
    y: Field,
    z: Field,
    t: Field,
}

/// Whether a signature over a message is that of a key.
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8]) -> bool {
    let public = match Point::read(key) {
        Some(public) if signature.len() == 64 && is_less(&signature[32..], &ORDER) => public,
        _ => return false,
    };
    let mut hashed = signature[..32].to_vec();
    hashed.extend_from_slice(key);
    hashed.extend_from_slice(message);
    let challenge = reduce(&sha512(&hashed));
    let mut response = [0; 32];
    response.copy_from_slice(&signature[32..]);
    combine(&response, &challenge, public.negate()).write()[..] == signature[..32]
}

/// So many times the base point, and so many times another.
fn combine(of_base: &[u8; 32], of_other: &[u8; 32], other: Point) -> Point {
    let base = Point { x: BASE_X, y: BASE_Y, z: ONE, t: BASE_X.mul(BASE_Y) };
    let both = base.add(other);
    let bit = |number: &[u8; 32], i: usize| number[i / 8] >> (i % 8) & 1 == 1;
    let mut sum = Point { x: ZERO, y: ONE, z: ONE, t: ZERO };
    for i in (0..256).rev() {
        sum = sum.double();
        match (bit(of_base, i), bit(of_other, i)) {
            (true, true) => sum = sum.add(both),
            (true, false) => sum = sum.add(base),
            (false, true) => sum = sum.add(other),
            (false, false) => {}
        }
    }

    sum
}

impl Point {
    /// The point of 32 bytes; `None` if there is none.
    fn read(bytes: &[u8; 32]) -> Option<Point> {
        let y = Field::read(bytes);
        let square = y.mul(y);
        let numerator = square.sub(ONE);
        let denominator = square.mul(D).add(ONE);
        let cube = denominator.mul(denominator).mul(denominator);
        let seventh = cube.mul(cube).mul(denominator);
        let mut x = numerator.mul(cube).mul(numerator.mul(seventh).root_power());
        if !x.mul(x).mul(denominator).sub(numerator).is_zero() {
            x = x.mul(ROOT);
        }

        if !x.mul(x).mul(denominator).sub(numerator).is_zero() {
            return None;
        }

        let is_odd = bytes[31] >> 7 == 1;
        if x.is_zero() && is_odd {
            return None;
        }

        if x.is_odd() != is_odd {
            x = ZERO.sub(x);
        }

        Some(Point { x, y, z: ONE, t: x.mul(y) })
    }

    fn write(self) -> [u8; 32] {
        let inverse = self.z.invert();
        let mut bytes = self.y.mul(inverse).write();
        bytes[31] |= u8::from(self.x.mul(inverse).is_odd()) << 7;
        bytes
    }

    fn negate(self) -> Point {
        Point { x: ZERO.sub(self.x), t: ZERO.sub(self.t), ..self }
    }

    fn add(self, other: Point) -> Point {
        let a = self.y.sub(self.x).mul(other.y.sub(other.x));
        let b = self.y.add(self.x).mul(other.y.add(other.x));
        let c = self.t.mul(other.t).mul(D2);
        let d = self.z.mul(other.z);
        Point::of(b.sub(a), d.add(d).sub(c), d.add(d).add(c), b.add(a))
    }

    fn double(self) -> Point {
        let a = self.x.mul(self.x);
        let b = self.y.mul(self.y);
        let c = self.z.mul(self.z);
        let sum = self.x.add(self.y);
        let h = a.add(b);
        let g = a.sub(b);
        Point::of(h.sub(sum.mul(sum)), c.add(c).add(g), g, h)
    }

    fn of(e: Field, f: Field, g: Field, h: Field) -> Point {
        Point { x: e.mul(f), y: g.mul(h), z: f.mul(g), t: e.mul(h) }
    }
}

/// The remainder of a number of 64 bytes by the order.
fn reduce(number: &[u8; 64]) -> [u8; 32] {
    let mut rest = [0u8; 32];
    for i in (0..512).rev() {
        let mut carry = number[i / 8] >> (i % 8) & 1;
        for byte in rest.iter_mut() {
            let shifted = u16::from(*byte) << 1 | u16::from(carry);
            *byte = shifted as u8;
            carry = (shifted >> 8) as u8;
        }

        if !is_less(&rest, &ORDER) {
            subtract_order(&mut rest);
        }
    }

    rest
}

fn subtract_order(number: &mut [u8; 32]) {
    let mut borrow = 0;
    for (byte, order) in number.iter_mut().zip(ORDER) {
        let difference = i16::from(*byte) - i16::from(order) - borrow;
        *byte = difference as u8;
        borrow = i16::from(difference < 0);
    }
}

/// Compares numbers whose lowest bytes come first.
fn is_less(left: &[u8], right: &[u8]) -> bool {
    left.iter().rev().lt(right.iter().rev())
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluence_sdk::marine_test;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
    }

    fn check(key: &str, message: &[u8], signature: &[u8]) -> bool {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(&hex(key));
        verify(&bytes, message, signature)
    }

    #[marine_test]
    fn takes_the_signatures_of_the_standard() {
        let first = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let signature = hex(concat!(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b",
            "d25bf5f0595bbe24655141438e7a100b"
        ));
        assert!(check(first, b"", &signature));
        assert!(!check(first, b"x", &signature));
        let second = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        let signature = hex(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c",
            "387b2eaeb4302aeeb00d291612bb0c00"
        ));
        assert!(check(second, &[0x72], &signature));
    }

    #[marine_test]
    fn refuses_every_changed_bit() {
        let key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        let signature = hex(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c",
            "387b2eaeb4302aeeb00d291612bb0c00"
        ));
        for bit in (0..512).step_by(7) {
            let mut changed = signature.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(!check(key, &[0x72], &changed), "bit {}", bit);
        }
    }
}
