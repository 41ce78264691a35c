//! Coverage of `vtlgate test`, through the built binary.

use std::fs;
use std::path::Path;
use std::process::Output;

mod binary;

use binary::{folder, printed, run};

fn test(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, &[&["test"], arguments].concat(), "")
}

/// The summary of a template, each case rendering it with one body.
fn summary(name: &str, template: &str, bodies: &[&str]) -> String {
    let cases: Vec<String> = bodies
        .iter()
        .enumerate()
        .map(|(number, body)| {
            format!("  - {{name: c{number}, event: {{body: {body}}}, expect: {{overrides: {{}}}}}}\n")
        })
        .collect();
    let cases = format!("template: t.vtl\ncases:\n{}", cases.concat());
    let folder = folder(name, &[("t.vtl", template), ("t.vtl-test.yaml", &cases)]);
    printed(&test(&folder, &["--coverage"]))
}

/// The row of the template, and what it lacks.
fn told(name: &str, template: &str, bodies: &[&str]) -> (String, Vec<String>) {
    let summary = summary(name, template, bodies);
    let mut lines = summary.lines().skip_while(|line| !line.starts_with("t.vtl "));
    let row = lines.next().unwrap_or_else(|| panic!("no row: {summary}"));
    let row = row.split_whitespace().skip(1).collect::<Vec<_>>().join(" ");
    (row, lines.take_while(|line| line.starts_with("  ")).map(|line| line.trim().to_owned()).collect())
}

#[test]
fn every_branch_and_the_missing_else_is_an_outcome() {
    let template = "#if($input.path('$.a') == 1)\none\n#elseif($input.path('$.a') == 2)\ntwo\n#end";
    let lacks = |bodies: &[&str]| told("branches", template, bodies);
    assert_eq!(lacks(&["{a: 1}", "{a: 2}", "{a: 3}"]), ("100% 3/3 - - 4/4".to_owned(), vec![]));
    let (row, lacking) = lacks(&["{a: 1}"]);
    assert_eq!(row, "50% 1/3 - - 3/4");
    assert_eq!(
        lacking,
        [
            "1:1 #if($input.path('$.a') == 1): never all conditions false",
            "3:1 #elseif($input.path('$.a') == 2): never true"
        ]
    );
    let (_, lacking) = told("else", "#if($input.path('$.a') == 1)one#else two#end", &["{a: 1}"]);
    assert_eq!(lacking, ["1:32 #else: never taken"]);
    let (_, lacking) = told("true", "#if($input.path('$.a') == 1)one#end", &["{a: 1}"]);
    assert_eq!(lacking, ["1:1 #if($input.path('$.a') == 1): never false"]);
}

#[test]
fn loops_run_never_once_and_often() {
    let template = "#foreach($x in $input.path('$.a'))$x#end #foreach($i in [1..2])$i#end";
    let (row, lacking) = told("loops", template, &["{a: [1, 2]}", "{}"]);
    assert_eq!((row.as_str(), lacking.len()), ("80% - 3/4 - 1/1", 1));
    assert_eq!(lacking[0], "1:1 #foreach($x in $input.path('$.a')): never with one element");
    let (row, _) = told("loops-all", template, &["{a: [1, 2]}", "{a: []}", "{a: [1]}"]);
    assert_eq!(row, "100% - 4/4 - 1/1");
}

#[test]
fn what_is_inside_of_what_was_never_run_is_not_told_again() {
    let template = "#if($input.path('$.a') == 1)\n#foreach($x in $input.path('$.b'))\n$x#end\n#end\n";
    let (row, lacking) = told("inside", template, &["{}"]);
    assert_eq!(row, "33% 1/2 0/3 - 1/3");
    assert_eq!(lacking, ["1:1 #if($input.path('$.a') == 1): never true"]);
}

#[test]
fn blocks_and_templates_in_strings_count() {
    let template = "#define($b)\nx\n#end\n#set($s = \"#if($input.path('$.a') == 1)y#end\")$s\n";
    let (row, lacking) = told("blocks", template, &["{a: 1}"]);
    assert_eq!(row, "50% 1/2 - 0/1 2/3");
    assert_eq!(
        lacking,
        ["1:1 #define($b): never rendered", "4:11 \"#if($input.path('$.a') == 1)y#end\": never false"]
    );
}

#[test]
fn cases_of_all_threads_are_summed() {
    let bodies: Vec<String> = (0..200).map(|number| format!("{{a: {}}}", number % 4)).collect();
    let bodies: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let cases = bodies.iter().enumerate().map(|(number, body)| {
        format!("  - {{name: c{number}, event: {{body: {body}}}, expect: {{overrides: {{}}}}}}\n")
    });
    let cases = format!("template: t.vtl\ncases:\n{}", cases.collect::<String>());
    let template = "#if($input.path('$.a') == 1)\none\n#end\n";
    let folder = folder("threads", &[("t.vtl", template), ("t.vtl-test.yaml", &cases)]);
    assert_eq!(test(&folder, &["--lcov", "a.info", "--jobs", "4"]).status.code(), Some(0));
    let report = fs::read_to_string(folder.join("a.info")).expect("the report");
    assert!(report.contains("FNDA:200,template\n"), "{report}");
    assert!(report.contains("BRDA:1,1,0,50\nBRDA:1,1,1,150\nBRF:2\nBRH:2\nDA:1,200\nDA:2,50\n"), "{report}");
}

/// The lines of `report` that begin so, of the file `file`.
fn told_of<'report>(report: &'report str, file: &str, begin: &str) -> Vec<&'report str> {
    let record = report.split("TN:\n").find(|record| record.starts_with(&format!("SF:{file}\n")));
    let record = record.unwrap_or_else(|| panic!("nothing of {file}: {report}"));
    record.lines().filter(|line| line.starts_with(begin)).collect()
}

#[test]
fn templates_within_other_files_are_told_by_the_lines_of_these() {
    let yaml = "cases:\n  - name: block\n    inline: |\n      #if($input.path('$.a') == 1)\n      one\n      #else\n      \
                other\n      #end\n    event: {body: {a: 1}}\n    expect: {text: \"one\\n\"}\n  - name: over lines\n    \
                inline: \"a\n\n      b\"\n    expect: {text: \"a\\nb\"}\n";
    let toml = "[[cases]]\nname = \"toml\"\ninline = \"\"\"\na \\\n  $x\n#if($x == 1)\nb\n#end\"\"\"\nexpect = { text = \"a $x\\nb\\n\" }\n";
    let json = "\u{feff}{\"cases\": [{\"name\": \"json\", \"inline\": \"a\\n#if($x == 1)\\nb\\n#end\",\n \"expect\": {\"text\": \"a\\n\"}}]}";
    let api = "openapi: 3.0.1\npaths:\n  /:\n    get:\n      x-amazon-apigateway-integration:\n        type: mock\n        \
               requestTemplates:\n          application/json: >-\n            {\"statusCode\":\n            200}\n        \
               responses:\n          default:\n            statusCode: \"200\"\n            responseTemplates: {application/json: 'ok'}\n";
    let exchange = "api: api.yaml\ncases:\n  - {name: a, request: GET /, expect: {text: ok}}\n";
    let files = [
        ("a.vtl-test.yaml", yaml),
        ("b.vtl-test.toml", toml),
        ("c.vtl-test.json", json),
        ("d.vtl-test.yaml", exchange),
        ("api.yaml", api),
    ];
    let folder = folder("within", &files);
    test(&folder, &["--lcov", "a.info"]);
    let report = fs::read_to_string(folder.join("a.info")).expect("the report");
    let told = |file: &str| {
        let functions = told_of(&report, file, "FN:");
        (
            functions.join(" "),
            told_of(&report, file, "DA:").join(" "),
            told_of(&report, file, "BRDA:").join(" "),
        )
    };
    let expected = |functions: &str, lines: &str, branches: &str| {
        (functions.to_owned(), lines.to_owned(), branches.to_owned())
    };
    assert_eq!(
        told("a.vtl-test.yaml"),
        expected(
            "FN:4,block FN:12,over lines",
            "DA:4,1 DA:5,1 DA:7,0 DA:12,1 DA:14,1",
            "BRDA:4,1,0,1 BRDA:6,1,1,0"
        )
    );
    assert_eq!(
        told("b.vtl-test.toml"),
        expected("FN:4,toml", "DA:4,1 DA:6,1 DA:7,0", "BRDA:6,1,0,0 BRDA:6,1,1,1")
    );
    assert_eq!(told("c.vtl-test.json"), expected("FN:1,json", "DA:1,1", "BRDA:1,1,0,0 BRDA:1,1,1,1"));
    assert_eq!(
        told("api.yaml"),
        expected(
            "FN:9,GET / request application/json FN:14,GET / response 200 application/json",
            "DA:9,1 DA:14,1",
            ""
        )
    );
}

#[test]
fn a_threshold_fails_the_run() {
    let cases = "template: t.vtl\ncases:\n  - {name: a, expect: {text: b}}\n";
    let folder = folder("min", &[("t.vtl", "#if($a == 1)a#{else}b#end"), ("t.vtl-test.yaml", cases)]);
    let output = test(&folder, &["--min", "66"]);
    assert_eq!((printed(&output).as_str(), output.status.code()), ("1 passed, 0 failed\n", Some(0)));
    let output = test(&folder, &["--min", "67"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        printed(&output),
        "1 passed, 0 failed\n\nthe coverage is 66 %, and --min asks for 67 %: 2 of 3 outcomes were seen\nt.vtl\n    1:1 #if($a == 1): never true\n"
    );
    assert_eq!(test(&folder, &["--min", "101"]).status.code(), Some(2));
}

#[test]
fn the_same_file_by_two_names_is_one_template() {
    let cases = "cases:\n  - {name: a, template: t.vtl, expect: {text: a}}\n  - {name: b, template: ./sub/../t.vtl, expect: {text: a}}\n";
    let files =
        [("t.vtl", "a"), ("t.vtl-test.yaml", cases), ("sub/x", ""), ("broken.vtl", "#if("), (".h/h.vtl", "")];
    let folder = folder("names", &files);
    let output = printed(&test(&folder, &["--coverage"]));
    let rows: Vec<&str> = output.lines().filter(|line| line.contains('%')).collect();
    assert_eq!(rows.len(), 2, "{output}");
}

#[test]
fn pages_are_self_contained_and_escaped() {
    let template = "<b>&amp;</b>#if($input.path('$.a') == \"<i>\")x#end\n";
    let cases = "template: t.vtl\ncases:\n  - {name: a, expect: {overrides: {}}}\n  - {name: '<script>', inline: '<script>', expect: {text: '<script>'}}\n  - {name: '../..', inline: x, expect: {text: x}}\n";
    let folder = folder("pages", &[("t.vtl", template), ("T.vtl", template), ("t.vtl-test.yaml", cases)]);
    assert_eq!(test(&folder, &["--html", "out/pages"]).status.code(), Some(0));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join("out/pages")).expect("pages") {
        let path = entry.expect("a page").path();
        let page = fs::read_to_string(&path).expect("a page");
        for absent in ["<script", "<b>&amp;amp;</b>", "<i>\"", "http:", "https:", "@import", "url("] {
            assert!(!page.contains(absent), "{absent} in {}", path.display());
        }
        assert!(page.contains("prefers-color-scheme: dark"));
        names.push(path.file_name().expect("a name").to_string_lossy().into_owned());
    }
    names.sort();
    let expected =
        ["T.vtl.html", "index.html", "t.vtl-2.html", "t.vtl-test.yaml---script.html", "t.vtl-test.yaml.html"];
    assert_eq!(names, expected);
    let page = fs::read_to_string(folder.join("out/pages/t.vtl-2.html")).expect("a page");
    assert!(page.contains("&lt;b&gt;&amp;amp;&lt;/b&gt;"), "{page}");
    assert!(page.contains("<span class=\"miss\">x</span>"), "{page}");
    let index = fs::read_to_string(folder.join("out/pages/index.html")).expect("the index");
    assert!(index.contains("<a href=\"t.vtl-2.html\">t.vtl</a>"), "{index}");
}

#[test]
fn templates_of_an_api_count() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = printed(&test(&root, &["examples/errors", "--coverage"]));
    let row = output.lines().find(|line| line.contains("PUT /pets/{id}, response 404, application/json"));
    assert!(row.is_some_and(|row| row.contains("66%")), "{output}");
}
