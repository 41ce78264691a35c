//! Base64 as `java.util.Base64` reads and writes it (Javadoc, "Basic": no line feeds, padding may be left out).

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const JAVA: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// `bytes` in base64, padded.
pub(super) fn encode(bytes: &[u8]) -> String {
    JAVA.encode(bytes)
}

/// The bytes that `text` stands for, or nothing where Java's decoder throws.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    JAVA.decode(text).ok()
}
