//! Records as text: each field after its length in bytes, `5:hello`. Numbers are fields in decimal.

/// Writes fields one after the other.
#[derive(Default)]
pub struct Writer(String);

impl Writer {
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.0.push_str(&value.len().to_string());
        self.0.push(':');
        self.0.push_str(value);
        self
    }

    pub fn number(&mut self, value: u64) -> &mut Self {
        self.text(&value.to_string())
    }

    pub fn end(self) -> String {
        self.0
    }
}

/// Reads fields in the order in which they were written; `None` where the text is none.
pub struct Reader<'a>(pub &'a str);

impl<'a> Reader<'a> {
    pub fn text(&mut self) -> Option<&'a str> {
        let (length, rest) = self.0.split_once(':')?;
        let length: usize = length.parse().ok()?;
        let value = rest.get(..length)?;
        self.0 = &rest[length..];
        Some(value)
    }

    pub fn number(&mut self) -> Option<u64> {
        self.text()?.parse().ok()
    }

    /// How many items follow, of which each takes at least two bytes.
    pub fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.0.len() / 2).then(|| count)
    }
}
