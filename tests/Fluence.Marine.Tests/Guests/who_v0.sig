record Tetraplet peer_pk Utf8String service_id Utf8String function_name Utf8String json_path Utf8String
record Parameters init_peer_id Utf8String service_id Utf8String creator Utf8String host_id Utf8String particle_id Utf8String tetraplets [[Tetraplet]]
fn who -> Parameters
