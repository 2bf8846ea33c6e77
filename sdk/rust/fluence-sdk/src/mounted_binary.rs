use crate::marine;

/// The exit code of a program that did what it should.
pub const BINARY_SUCCESS_CODE: i32 = 0;

/// What a program of the host has done.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MountedBinaryResult {
    /// Its exit code; 100000 if a signal ended it, 100001 if it could not be started, above that if its arguments were wrong.
    pub ret_code: i32,
    /// Why the host could not run it.
    pub error: String,
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
}

/// The same with the output as texts.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MountedBinaryStringResult {
    /// See [`MountedBinaryResult`].
    pub ret_code: i32,
    /// See [`MountedBinaryResult`].
    pub error: String,
    /// See [`MountedBinaryResult`].
    pub stdout: String,
    /// See [`MountedBinaryResult`].
    pub stderr: String,
}

impl MountedBinaryResult {
    /// A failure without output.
    pub fn from_error(ret_code: i32, error: impl Into<String>) -> Self {
        MountedBinaryResult { ret_code, error: error.into(), ..Default::default() }
    }

    /// Whether the program did what it should.
    pub fn is_success(&self) -> bool {
        self.ret_code == BINARY_SUCCESS_CODE
    }

    /// The output, or what went wrong; none if it is no UTF-8.
    pub fn into_std(self) -> Option<Result<String, String>> {
        if self.is_success() {
            return String::from_utf8(self.stdout).ok().map(Ok);
        }
        let stderr = String::from_utf8(self.stderr).ok()?;
        Some(Err(format!("error: {}, stderr: {}", self.error, stderr)))
    }

    /// The output, or what went wrong; none if it is no UTF-8.
    pub fn as_std(&self) -> Option<Result<String, String>> {
        self.clone().into_std()
    }

    /// The same with the output as texts; none if it is no UTF-8.
    pub fn stringify(&self) -> Option<MountedBinaryStringResult> {
        Some(MountedBinaryStringResult {
            ret_code: self.ret_code,
            error: self.error.clone(),
            stdout: String::from_utf8(self.stdout.clone()).ok()?,
            stderr: String::from_utf8(self.stderr.clone()).ok()?,
        })
    }
}
