record Particle id Utf8String init_peer_id Utf8String timestamp U64 ttl U32 script Utf8String signature [U8] token Utf8String
record Tetraplet peer_pk Utf8String service_id Utf8String function_name Utf8String lens Utf8String
record Parameters particle Particle service_id Utf8String creator Utf8String host_id Utf8String worker_id Utf8String tetraplets [[Tetraplet]]
record Outcome ret_code I32 error Utf8String stdout [U8] stderr [U8]
fn who -> Parameters
fn run args [Utf8String] -> Outcome
fn say level I32 target I32 text Utf8String
fn say_wild
fn say_bad
fn save path Utf8String text Utf8String -> Boolean
fn load path Utf8String -> Utf8String
fn variable name Utf8String -> Utf8String
fn leave code I32
fn print
