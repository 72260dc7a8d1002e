package dev.millrace.partner.vault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who may log in, and what for. Thread-safe. */
final class VaultLogins {

    private record AppRole(String secretId, VaultTerms terms) {}

    private record ServiceAccount(String token, VaultTerms terms) {}

    private final VaultTokens tokens;
    private final Map<String, AppRole> appRoles = new ConcurrentHashMap<>();
    private final Map<String, ServiceAccount> accounts = new ConcurrentHashMap<>();

    VaultLogins(VaultTokens tokens) {
        this.tokens = tokens;
    }

    void appRole(String mount, String roleId, String secretId, VaultTerms terms) {
        appRoles.put(mount + "/" + roleId, new AppRole(secretId, terms));
    }

    void serviceAccount(String mount, String role, String token, VaultTerms terms) {
        accounts.put(mount + "/" + role, new ServiceAccount(token, terms));
    }

    /** The login of AppRole has a role_id, that of Kubernetes a role and a jwt. */
    VaultAnswer login(String mount, Map<String, Object> body) {
        if (body.containsKey("role_id")) {
            AppRole role = appRoles.get(mount + "/" + body.get("role_id"));
            return role == null || !role.secretId().equals(body.get("secret_id"))
                    ? VaultAnswer.refusal(400, "invalid role or secret ID")
                    : tokens.granted(tokens.issue(role.terms()));
        }
        if (body.containsKey("role")) {
            ServiceAccount account = accounts.get(mount + "/" + body.get("role"));
            if (account == null) {
                return VaultAnswer.refusal(400, "invalid role name \"" + body.get("role") + "\"");
            }
            return account.token().equals(body.get("jwt"))
                    ? tokens.granted(tokens.issue(account.terms()))
                    : VaultAnswer.refusal(403, "permission denied");
        }
        return VaultAnswer.refusal(400, "missing role_id");
    }
}
