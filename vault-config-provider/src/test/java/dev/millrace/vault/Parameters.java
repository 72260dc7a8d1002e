package dev.millrace.vault;

import dev.millrace.partner.vault.VaultPartner;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters for a provider that asks a store in this process. */
final class Parameters {

    static final String TOKEN = "hvs.of-the-test";

    private Parameters() {}

    static Map<String, String> token(VaultPartner store, String... more) {
        return with(store, "auth.method", "token", more, "token", TOKEN);
    }

    static Map<String, String> tokenFile(VaultPartner store, String file, String... more) {
        return with(store, "auth.method", "token", more, "token.file", file);
    }

    static Map<String, String> appRole(VaultPartner store, String... more) {
        return with(
                store, "auth.method", "approle", more, "approle.role.id", "role-1", "approle.secret.id", "secret-1");
    }

    private static Map<String, String> with(
            VaultPartner store, String key, String value, String[] more, String... own) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("address", store.url());
        parameters.put("retry.backoff.ms", "1");
        parameters.put("retry.backoff.max.ms", "1500");
        parameters.put(key, value);
        put(parameters, own);
        put(parameters, more);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String... pairs) {
        for (int at = 0; at < pairs.length; at += 2) {
            parameters.put(pairs[at], pairs[at + 1]);
        }
    }
}
