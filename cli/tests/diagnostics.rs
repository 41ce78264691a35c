//! The errors that typical mistakes get, as a person sees them: `mistakes/*.vtl`, each with a snapshot.
//!
//! `cargo insta review` shows what a change of wording did.

use std::process::Command;

#[test]
fn mistakes_are_explained() {
    insta::glob!("mistakes/*.vtl", |path| {
        let name = path.file_name().expect("a file name");
        let output = Command::new(env!("CARGO_BIN_EXE_vtlgate"))
            .arg("render")
            .arg(name)
            .args(["--body", "body.json"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mistakes"))
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(1), "{path:?} fails");
        assert!(output.stdout.is_empty(), "{path:?} prints nothing of what it rendered");
        insta::assert_snapshot!(String::from_utf8(output.stderr).expect("UTF-8"));
    });
}
