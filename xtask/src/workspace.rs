//! Where things are.

use std::path::{Path, PathBuf};

use crate::Result;

/// The folders of this checkout.
pub struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder, wherever `CARGO_TARGET_DIR` or a configuration put it.
    pub target: PathBuf,
}

impl Workspace {
    /// Reads the folders off this binary: its source gives the root, its own place the target folder.
    pub fn locate() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the xtask crate has no parent folder")?
            .to_path_buf();
        let binary = std::env::current_exe()?;
        let target = binary
            .ancestors()
            .nth(2)
            .ok_or("xtask must be started from cargo's target folder, by `cargo xtask`")?
            .to_path_buf();
        Ok(Self { root, target })
    }

    /// What the server hands out as files: `pkg/` and `assets/`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The product's binary in its development build.
    pub fn server_binary(&self) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("tragwerk{}", std::env::consts::EXE_SUFFIX))
    }

    /// Tools that are installed for this checkout only.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The acceptance tests, also the root of their npm package.
    pub fn tests(&self) -> PathBuf {
        self.root.join("tests")
    }
}
