use crate::marine;

/// Who calls, on whose behalf, and where the arguments come from.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallParameters {
    /// The particle that caused the call.
    pub particle: ParticleParameters,
    /// The id of this service.
    pub service_id: String,
    /// The peer that created this service.
    pub service_creator_peer_id: String,
    /// The peer on which the service runs.
    pub host_id: String,
    /// The worker to which the service belongs.
    pub worker_id: String,
    /// For each argument, where it and its parts come from.
    pub tetraplets: Vec<Vec<SecurityTetraplet>>,
}

/// A particle.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParticleParameters {
    /// Its id.
    pub id: String,
    /// The peer that sent it first, whose signature it bears.
    pub init_peer_id: String,
    /// When it was made, in milliseconds since 1970.
    pub timestamp: u64,
    /// How long it lives, in milliseconds.
    pub ttl: u32,
    /// Its script, as AIR text.
    pub script: String,
    /// The signature of the peer that sent it first.
    pub signature: Vec<u8>,
    /// The signature of the host over that signature, which gives access to the particle's files.
    pub token: String,
}

/// Where a value comes from: the result of a function of a service on a peer, and which part of it.
#[marine]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SecurityTetraplet {
    /// The peer.
    pub peer_pk: String,
    /// The service.
    pub service_id: String,
    /// The function.
    pub function_name: String,
    /// The lens that was applied to its result.
    pub lens: String,
}

/// Asks the host for the parameters of the current call.
#[cfg(target_arch = "wasm32")]
pub fn call_parameters() -> CallParameters {
    #[link(wasm_import_module = "__marine_host_api_v3")]
    extern "C" {
        fn get_call_parameters();
    }

    unsafe {
        get_call_parameters();
        crate::record::lift_record(crate::results::get_result_ptr() as i32)
    }
}

/// Asks the host for the parameters of the current call; without a host they are empty.
#[cfg(not(target_arch = "wasm32"))]
pub fn call_parameters() -> CallParameters {
    CallParameters::default()
}

/// The name of [`call_parameters`] in the original SDK.
pub fn get_call_parameters() -> CallParameters {
    call_parameters()
}
