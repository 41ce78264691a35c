//! `String.format` of Java 17, in the locales ROOT and US.

mod argument;
mod decimal;
mod flags;
mod floating;
mod integer;
mod layout;
mod specifier;

pub use argument::Argument;

use super::{Exception, Failure};
use layout::Output;
use specifier::{Index, Piece, Specifier};

/// `String.format(format, arguments)`: all conversions but those of dates and times.
///
/// # Errors
/// The exceptions of `java.util.Formatter`, with its messages. [`Failure::LimitExceeded`] where the text would be
/// longer than `maximum_length` bytes. [`Failure::Unsupported`] for dates and times (`%tY`).
///
/// Strings are cut by a precision at UTF-16 units; half of a surrogate pair becomes a question mark, as it does when
/// Java encodes it.
///
/// ```
/// use vtlgate::java::format::{Argument, format};
/// let arguments = [Argument::Text("mug"), Argument::Double(1249.5)];
/// assert_eq!(format("%-5s|%,10.2f", &arguments, 1000)?, "mug  |  1,249.50");
/// let thrown = format("%d", &[Argument::Text("mug")], 1000).unwrap_err();
/// assert_eq!(thrown.to_string(), "java.util.IllegalFormatConversionException: d != java.lang.String");
/// # Ok::<(), vtlgate::java::Failure>(())
/// ```
pub fn format(format: &str, arguments: &[Argument<'_>], maximum_length: usize) -> Result<String, Failure> {
    // Java reads the whole format before it looks at an argument, so a bad specifier goes before a missing argument.
    let pieces = specifier::parse(format)?;
    let mut output = Output::new(maximum_length);
    let (mut last, mut ordinary) = (None, 0);
    for piece in pieces {
        let specifier = match piece {
            Piece::Text(text) => {
                output.push(text)?;
                continue;
            }
            Piece::Specifier(specifier) => specifier,
        };
        let position = match specifier.index {
            Index::None => {
                print_text(&specifier, &mut output)?;
                continue;
            }
            Index::Previous => last,
            Index::Next => {
                ordinary += 1;
                Some(ordinary - 1)
            }
            Index::Explicit(number) => Some(number as usize - 1),
        };
        let Some(argument) = position.and_then(|position| arguments.get(position)) else {
            return Err(missing_argument(&specifier).into());
        };
        last = position;
        print(&specifier, argument, &mut output)?;
    }
    Ok(output.into_text())
}

fn missing_argument(specifier: &Specifier) -> Exception {
    Exception::new("java.util.MissingFormatArgumentException", format!("Format specifier '{specifier}'"))
}

fn print_text(specifier: &Specifier, output: &mut Output) -> Result<(), Failure> {
    match specifier.conversion {
        'n' => output.push("\n"),
        _ => output.push_cut("%", specifier),
    }
}

fn print(specifier: &Specifier, argument: &Argument<'_>, output: &mut Output) -> Result<(), Failure> {
    if specifier.date_time {
        return print_date_time(specifier, argument, output);
    }
    match specifier.conversion {
        'b' => output.push_cut(argument.truth(), specifier),
        'h' => match argument.hash_code() {
            Some(hash) => output.push_cut(&format!("{hash:x}"), specifier),
            None => output.push_cut("null", specifier),
        },
        's' => {
            specifier.refuse(flags::ALTERNATE)?;
            output.push_cut(&argument.text(), specifier)
        }
        'c' => print_character(specifier, argument, output),
        'd' | 'o' | 'x' => integer::print(specifier, argument, output),
        _ => floating::print(specifier, argument, output),
    }
}

fn print_character(
    specifier: &Specifier,
    argument: &Argument<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let code_point = match *argument {
        Argument::Null => return output.push_cut("null", specifier),
        Argument::Character(unit) => i32::from(unit),
        Argument::Byte(value) => i32::from(value),
        Argument::Short(value) => i32::from(value),
        Argument::Int(value) => value,
        _ => return Err(specifier.wrong_type(argument).into()),
    };
    if !(0..=0x10ffff).contains(&code_point) {
        let message = format!("Code point = 0x{code_point:x}");
        return Err(Exception::new("java.util.IllegalFormatCodePointException", message).into());
    }
    let character = char::from_u32(code_point as u32).unwrap_or('?');
    output.push_cut(character.encode_utf8(&mut [0; 4]), specifier)
}

fn print_date_time(
    specifier: &Specifier,
    argument: &Argument<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    match argument {
        Argument::Null => output.push_cut("null", specifier),
        Argument::Long(_) | Argument::Other { .. } => {
            Err(Failure::Unsupported("formatting dates and times (%t)"))
        }
        _ => Err(specifier.wrong_type(argument).into()),
    }
}
