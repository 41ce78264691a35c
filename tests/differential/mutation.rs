//! Typing errors: what makes most templates wrong, and a few of them right in a way nobody meant.

use crate::random::Random;

/// Changes one to three places of the template.
pub(crate) fn mutate(template: &mut String, random: &mut Random) {
    const STRAY: [&str; 34] = [
        "$", "#", "{", "}", "[", "]", "(", ")", "\"", "'", "\\", "!", ".", ",", "\n", " ", "-", "=", "&",
        "|", "<", ">", "@", "*", "#end", "#else", "#if(", "${", "#set(", "..", "#[[", "]]#", "##", "5",
    ];
    for _ in 0..1 + random.below(3) {
        let mut characters: Vec<char> = template.chars().collect();
        if characters.is_empty() {
            return;
        }
        let at = random.below(characters.len());
        let until = (at + 1 + random.below(3)).min(characters.len());
        match random.below(5) {
            0 => drop(characters.drain(at..until)),
            1 => {
                let copy = characters[at..until].to_vec();
                characters.splice(at..at, copy);
            }
            2 => drop(characters.splice(at..until, random.pick(&STRAY).chars())),
            3 => drop(characters.splice(at..at, random.pick(&STRAY).chars())),
            _ => characters.truncate(at),
        }
        *template = characters.into_iter().collect();
    }
}
