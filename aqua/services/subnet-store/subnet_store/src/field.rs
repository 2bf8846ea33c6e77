//! Numbers modulo 2^255 - 19, as 16 limbs of 16 bits, of which each may be larger or negative for a while.

/// A number.
#[derive(Clone, Copy, Debug)]
pub struct Field([i64; 16]);

pub const ZERO: Field = Field([0; 16]);
pub const ONE: Field = Field([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
/// The curve's d.
pub const D: Field = Field([0x78a3, 0x1359, 0x4dca, 0x75eb, 0xd8ab, 0x4141, 0xa4d, 0x70, 0xe898, 0x7779, 0x4079, 0x8cc7, 0xfe73, 0x2b6f, 0x6cee, 0x5203]);
/// Twice the curve's d.
pub const D2: Field = Field([0xf159, 0x26b2, 0x9b94, 0xebd6, 0xb156, 0x8283, 0x149a, 0xe0, 0xd130, 0xeef3, 0x80f2, 0x198e, 0xfce7, 0x56df, 0xd9dc, 0x2406]);
/// A square root of -1.
pub const ROOT: Field = Field([0xa0b0, 0x4a0e, 0x1b27, 0xc4ee, 0xe478, 0xad2f, 0x1806, 0x2f43, 0xd7a7, 0x3dfb, 0x99, 0x2b4d, 0xdf0b, 0x4fc1, 0x2480, 0x2b83]);
/// The coordinates of the base point.
pub const BASE_X: Field = Field([0xd51a, 0x8f25, 0x2d60, 0xc956, 0xa7b2, 0x9525, 0xc760, 0x692c, 0xdc5c, 0xfdd6, 0xe231, 0xc0a4, 0x53fe, 0xcd6e, 0x36d3, 0x2169]);
pub const BASE_Y: Field = Field([0x6658, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666, 0x6666]);

impl Field {
    /// Reads 32 bytes, the lowest first; the highest bit does not count.
    pub fn read(bytes: &[u8]) -> Field {
        let mut limbs = [0; 16];
        for (limb, pair) in limbs.iter_mut().zip(bytes.chunks_exact(2)) {
            *limb = i64::from(pair[0]) | i64::from(pair[1]) << 8;
        }

        limbs[15] &= 0x7fff;
        Field(limbs)
    }

    /// The number as 32 bytes, less than 2^255 - 19.
    pub fn write(self) -> [u8; 32] {
        let mut limbs = self;
        (0..3).for_each(|_| limbs.carry());
        for _ in 0..2 {
            let mut less = [0; 16];
            less[0] = limbs.0[0] - 0xffed;
            for i in 1..16 {
                let modulus = if i == 15 { 0x7fff } else { 0xffff };
                less[i] = limbs.0[i] - modulus - ((less[i - 1] >> 16) & 1);
                less[i - 1] &= 0xffff;
            }

            if (less[15] >> 16) & 1 == 0 {
                limbs = Field(less);
            }
        }

        let mut bytes = [0; 32];
        for (pair, limb) in bytes.chunks_exact_mut(2).zip(limbs.0) {
            pair[0] = limb as u8;
            pair[1] = (limb >> 8) as u8;
        }

        bytes
    }

    pub fn add(self, other: Field) -> Field {
        let mut sum = self;
        sum.0.iter_mut().zip(other.0).for_each(|(limb, other)| *limb += other);
        sum
    }

    pub fn sub(self, other: Field) -> Field {
        let mut difference = self;
        difference.0.iter_mut().zip(other.0).for_each(|(limb, other)| *limb -= other);
        difference
    }

    pub fn mul(self, other: Field) -> Field {
        let mut wide = [0i64; 31];
        for i in 0..16 {
            for j in 0..16 {
                wide[i + j] += self.0[i] * other.0[j];
            }
        }

        let mut product = [0; 16];
        for i in 0..16 {
            product[i] = wide[i] + if i < 15 { 38 * wide[i + 16] } else { 0 };
        }

        let mut product = Field(product);
        product.carry();
        product.carry();
        product
    }

    /// The power whose exponent is 2^255 - 21: the inverse.
    pub fn invert(self) -> Field {
        self.power(253, &[2, 4])
    }

    /// The power whose exponent is 2^252 - 3, from which square roots are made.
    pub fn root_power(self) -> Field {
        self.power(250, &[1])
    }

    pub fn is_zero(self) -> bool {
        self.write() == [0; 32]
    }

    /// Whether the number itself, not what it stands for, is odd.
    pub fn is_odd(self) -> bool {
        self.write()[0] & 1 == 1
    }

    /// The power with all bits up to the highest set but for those given.
    fn power(self, highest: u32, zeros: &[u32]) -> Field {
        let mut power = self;
        for bit in (0..=highest).rev() {
            power = power.mul(power);
            if !zeros.contains(&bit) {
                power = power.mul(self);
            }
        }

        power
    }

    fn carry(&mut self) {
        for i in 0..16 {
            let carry = self.0[i] >> 16;
            self.0[i] -= carry << 16;
            if i < 15 {
                self.0[i + 1] += carry;
            } else {
                self.0[0] += 38 * carry;
            }
        }
    }
}
