//! The names of the processes of a venue on the network.

/// The role in the names of processes that only observe.
pub const NODE_ROLE: &str = "node";

/// The name of this process on the network: role, host and process id.
pub fn node_name(role: &str) -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let host: String = host.trim().chars().map(plain).collect();
    format!("{role}-{host}-{}", std::process::id())
}
