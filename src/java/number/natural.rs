//! Natural numbers of a fixed size, wide enough for the exact value of every double; they live on the stack.

/// The widest number met is the scaled value of a subnormal double: 53 bits, times 5 to the 324th, times ten.
const LIMBS: usize = 20;

/// A natural number below two to the 1280th, least significant limb first. `length` limbs are in use.
#[derive(Clone, Copy)]
pub(super) struct Natural {
    limbs: [u64; LIMBS],
    length: usize,
}

impl Natural {
    pub(super) fn new(value: u64) -> Self {
        let mut limbs = [0; LIMBS];
        limbs[0] = value;
        Self { limbs, length: 1 }
    }

    /// `value * 5^fives * 2^twos`.
    pub(super) fn scaled(value: u64, fives: u32, twos: u32) -> Self {
        const FIVE_TO_27: u64 = 5u64.pow(27);
        let mut result = Self::new(value);
        for _ in 0..fives / 27 {
            result.multiply(FIVE_TO_27);
        }
        result.multiply(5u64.pow(fives % 27));
        result.shift_left(twos);
        result
    }

    pub(super) fn multiply(&mut self, factor: u64) {
        let mut carry = 0u128;
        for limb in self.limbs.iter_mut().take(self.length) {
            carry += u128::from(*limb) * u128::from(factor);
            *limb = carry as u64;
            carry >>= 64;
        }
        self.push(carry as u64);
    }

    pub(super) fn shift_left(&mut self, bits: u32) {
        let (whole, part) = ((bits / 64) as usize, bits % 64);
        self.multiply(1u64 << part);
        if whole > 0 {
            let length = (self.length + whole).min(LIMBS);
            self.limbs.copy_within(0..length - whole.min(length), whole.min(length));
            self.limbs[..whole.min(LIMBS)].fill(0);
            self.length = length;
        }
    }

    /// Divides by a divisor of which this is less than ten times: leaves the remainder, returns the quotient.
    pub(super) fn divide_digit(&mut self, divisor: &Self) -> u8 {
        let mut quotient = 0;
        while quotient < 10 && self.compare(divisor).is_ge() {
            self.subtract(divisor);
            quotient += 1;
        }
        quotient
    }

    pub(super) fn compare(&self, other: &Self) -> std::cmp::Ordering {
        let length = self.length.max(other.length);
        let (left, right) = (&self.limbs[..length], &other.limbs[..length]);
        left.iter().rev().cmp(right.iter().rev())
    }

    pub(super) fn sum(&self, other: &Self) -> Self {
        let mut result = *self;
        result.length = self.length.max(other.length);
        let mut carry = false;
        for (limb, &added) in result.limbs.iter_mut().zip(&other.limbs).take(result.length) {
            let (sum, first) = limb.overflowing_add(added);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = first || second;
        }
        result.push(u64::from(carry));
        result
    }

    fn subtract(&mut self, other: &Self) {
        let mut borrow = false;
        for (limb, &taken) in self.limbs.iter_mut().zip(&other.limbs).take(self.length) {
            let (difference, first) = limb.overflowing_sub(taken);
            let (difference, second) = difference.overflowing_sub(u64::from(borrow));
            *limb = difference;
            borrow = first || second;
        }
        while self.length > 1 && self.limbs[self.length - 1] == 0 {
            self.length -= 1;
        }
    }

    fn push(&mut self, limb: u64) {
        if limb != 0 && self.length < LIMBS {
            self.limbs[self.length] = limb;
            self.length += 1;
        }
    }
}
