fn list path Utf8String -> Utf8String
fn fill path Utf8String kib U32 -> U32
fn litter folder Utf8String count U32 -> U32
fn erase path Utf8String -> Boolean
fn move from Utf8String to Utf8String -> Boolean
