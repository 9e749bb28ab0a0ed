//! The style half of the bundle: one style sheet, and the files it refers to.

use std::fs;
use std::path::Path;

use crate::Result;

/// Concatenates `main.css` and everything it imports, in order, into one file.
pub fn bundle(folder: &Path, output: &Path) -> Result {
    let css = inline(&folder.join("main.css"))?;
    if fs::read_to_string(output).is_ok_and(|old| old == css) {
        println!("bundle: styles unchanged");
        return Ok(());
    }
    fs::write(output, css)?;
    println!("bundle: styles written");
    Ok(())
}

/// Copies everything beside the style sheets (fonts, icons) in its folders to `assets/`.
pub fn copy_assets(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let source = entry?.path();
        let destination = to.join(source.file_name().unwrap_or_default());
        if source.is_dir() {
            copy_assets(&source, &destination)?;
        } else if source
            .extension()
            .is_none_or(|extension| extension != "css" && extension != "md")
        {
            copy_changed(&source, &destination)?;
        }
    }
    Ok(())
}

fn copy_changed(source: &Path, destination: &Path) -> Result {
    let content = fs::read(source)?;
    if fs::read(destination).ok().as_ref() != Some(&content) {
        fs::write(destination, content)?;
    }
    Ok(())
}

/// A style sheet with its imports replaced by what they import.
fn inline(file: &Path) -> Result<String> {
    let css = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut result = String::with_capacity(css.len());
    for line in css.lines() {
        if let Some(rest) = line.trim_start().strip_prefix("@import") {
            let import = Import::parse(rest).ok_or_else(|| {
                format!(
                    "{}: only `@import \"file.css\" [layer(name)];` is understood: {line}",
                    file.display()
                )
            })?;
            let content = inline(&folder.join(import.file))?;
            match import.layer {
                Some(layer) => result.extend(["@layer ", layer, " {\n", &content, "}\n"]),
                None => result.push_str(&content),
            }
        } else {
            result.push_str(line);
            result.push('\n');
        }
    }
    Ok(result)
}

/// One `@import` line.
#[derive(Debug, PartialEq, Eq)]
struct Import<'a> {
    file: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// Reads what follows `@import`: `"file.css";`, `url("file.css") layer(base);`.
    fn parse(rest: &'a str) -> Option<Self> {
        let rest = rest.trim().strip_suffix(';')?.trim();
        let (file, layer) = if let Some(rest) = rest.strip_prefix("url(") {
            rest.split_once(')')?
        } else {
            let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
            rest[1..].split_once(quote)?
        };
        let file = file.trim_matches(['"', '\'']).trim_start_matches("./");
        let layer = match layer.trim() {
            "" => None,
            layer => Some(layer.strip_prefix("layer(")?.strip_suffix(')')?),
        };
        Some(Self { file, layer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_read_in_their_usual_spellings() {
        let plain = Import {
            file: "base.css",
            layer: None,
        };
        assert_eq!(Import::parse(" \"base.css\";"), Some(plain));
        let layered = || {
            Some(Import {
                file: "pages/today.css",
                layer: Some("pages"),
            })
        };
        assert_eq!(
            Import::parse(" url(\"./pages/today.css\") layer(pages);"),
            layered()
        );
        assert_eq!(Import::parse(" 'pages/today.css' layer(pages) ;"), layered());
        assert_eq!(Import::parse(" \"print.css\" print;"), None);
    }

    #[test]
    fn imports_are_replaced_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, css: &str| fs::write(folder.path().join(name), css).unwrap();
        write(
            "main.css",
            "@layer base, pages;\n@import \"base.css\";\n@import \"p.css\" layer(pages);\n",
        );
        write("base.css", "@layer base { a { color: red } }\n");
        write("p.css", "b { color: blue }\n");
        assert_eq!(
            inline(&folder.path().join("main.css")).unwrap(),
            "@layer base, pages;\n@layer base { a { color: red } }\n@layer pages {\nb { color: blue }\n}\n"
        );
    }
}
