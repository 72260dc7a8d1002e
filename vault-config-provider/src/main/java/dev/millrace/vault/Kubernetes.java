package dev.millrace.vault;

import java.util.Map;

/** The login of a pod by the token of its service account, which the cluster replaces from time to time ("Kubernetes auth method"). */
record Kubernetes(String mount, String role, SecretText serviceAccount) implements Login {

    @Override
    public VaultToken enter(VaultApi api) {
        return api.login(
                mount,
                Map.of("role", role, "jwt", serviceAccount.read()),
                "correct " + LoginSettings.ROLE
                        + ", and bind that role to the service account and namespace of the worker");
    }

    @Override
    public boolean isOutdated(VaultToken token) {
        return false;
    }

    @Override
    public String shown() {
        return "Kubernetes at " + mount;
    }
}
