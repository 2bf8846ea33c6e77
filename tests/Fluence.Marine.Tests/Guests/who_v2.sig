record Particle id Utf8String init_peer_id Utf8String timestamp U64 ttl U32 script Utf8String signature [U8] token Utf8String
record Tetraplet peer_pk Utf8String service_id Utf8String function_name Utf8String lambda Utf8String
record Parameters particle Particle service_id Utf8String creator Utf8String host_id Utf8String worker_id Utf8String tetraplets [[Tetraplet]]
fn who -> Parameters
