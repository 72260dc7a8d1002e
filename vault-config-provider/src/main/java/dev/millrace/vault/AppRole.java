package dev.millrace.vault;

import java.util.Map;

/** The login of an application by the ids of its role ("AppRole auth method"). */
record AppRole(String mount, SecretText roleId, SecretText secretId) implements Login {

    @Override
    public VaultToken enter(VaultApi api) {
        return api.login(
                mount,
                Map.of("role_id", roleId.read(), "secret_id", secretId.read()),
                "correct " + roleId + " and " + secretId + ": one of them is unknown, has ended or is used up");
    }

    @Override
    public boolean isOutdated(VaultToken token) {
        return false;
    }

    @Override
    public String shown() {
        return "AppRole at " + mount;
    }
}
