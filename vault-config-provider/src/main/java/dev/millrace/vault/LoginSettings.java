package dev.millrace.vault;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How the worker proves itself to the store. */
record LoginSettings(
        Method method,
        Optional<String> mount,
        SecretText token,
        SecretText roleId,
        SecretText secretId,
        Optional<String> role,
        SecretText serviceAccount) {

    /** The ways of the store's documentation, "Auth methods". */
    enum Method {
        TOKEN,
        APPROLE,
        KUBERNETES
    }

    static final String METHOD = "auth.method";
    static final String MOUNT = "auth.mount";
    static final String TOKEN = "token";
    static final String ROLE_ID = "approle.role.id";
    static final String SECRET_ID = "approle.secret.id";
    static final String ROLE = "kubernetes.role";
    static final String SERVICE_ACCOUNT_FILE = "kubernetes.token.file";

    private static final String SERVICE_ACCOUNT = "kubernetes.token";
    private static final String MOUNTED_TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount/token";

    private static final Map<Method, List<String>> OWN = Map.of(
            Method.TOKEN, List.of(TOKEN, SecretText.fileKey(TOKEN)),
            Method.APPROLE, List.of(ROLE_ID, SecretText.fileKey(ROLE_ID), SECRET_ID, SecretText.fileKey(SECRET_ID)),
            Method.KUBERNETES, List.of(ROLE));

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, "Login")
                .choice(
                        METHOD,
                        Method.TOKEN,
                        "How the worker proves itself: token, approle or kubernetes. Choose kubernetes for workers in a"
                                + " cluster, approle for others, token where an agent of the store writes one into a file.")
                .text(
                        MOUNT,
                        null,
                        "Where the auth method is mounted in the store; without it, under its own name (approle,"
                                + " kubernetes). Set it where it was enabled under another path.");
        SecretText.define(
                group,
                TOKEN,
                "The token that requests bear. Needed with auth.method=token; it is renewed as long as it can be.");
        SecretText.define(group, ROLE_ID, "The role_id of the AppRole. Needed with auth.method=approle.");
        SecretText.define(
                group,
                SECRET_ID,
                "The secret_id of the AppRole. Needed with auth.method=approle; one with a limited number of uses must be good"
                        + " for a login whenever the token before could not be renewed.");
        group.text(ROLE, null, "The role of the Kubernetes auth method. Needed with auth.method=kubernetes.")
                .text(
                        SERVICE_ACCOUNT_FILE,
                        MOUNTED_TOKEN,
                        "The file with the token of the service account, read again for each login, since the cluster replaces it."
                                + " Change it for a projected token with an audience of its own.");
    }

    static LoginSettings from(AbstractConfig config) {
        return new LoginSettings(
                method(config),
                text(config, MOUNT),
                SecretText.from(config, TOKEN),
                SecretText.from(config, ROLE_ID),
                SecretText.from(config, SECRET_ID),
                text(config, ROLE),
                SecretText.inFile(SERVICE_ACCOUNT, config.getString(SERVICE_ACCOUNT_FILE)));
    }

    /** Reports what the method lacks, and what only another method would read. */
    static void validate(AbstractConfig config, Problems problems) {
        Method method = method(config);
        String wantedBy = METHOD + "=" + config.getString(METHOD);
        switch (method) {
            case TOKEN -> {
                SecretText.validate(config, TOKEN, wantedBy, problems);
                if (text(config, MOUNT).isPresent()) {
                    problems.report(MOUNT, "belongs to a method with a login: remove it, or choose " + METHOD);
                }
            }
            case APPROLE -> {
                SecretText.validate(config, ROLE_ID, wantedBy, problems);
                SecretText.validate(config, SECRET_ID, wantedBy, problems);
            }
            case KUBERNETES -> {
                if (text(config, ROLE).isEmpty()) {
                    problems.report(ROLE, "is missing, and " + wantedBy + " needs it: set it");
                }
            }
        }
        OWN.forEach((other, keys) -> {
            if (other != method) {
                for (String key : given(config, keys)) {
                    problems.report(key, "is not read with " + wantedBy + ": remove it, or choose another " + METHOD);
                }
            }
        });
    }

    private static List<String> given(AbstractConfig config, List<String> keys) {
        List<String> given = new ArrayList<>(keys);
        given.removeIf(key -> config.originals().get(key) == null);
        return given;
    }

    private static Method method(AbstractConfig config) {
        return OptionGroup.choiceOf(Method.class, config.getString(METHOD));
    }

    private static Optional<String> text(AbstractConfig config, String key) {
        return Optional.ofNullable(config.getString(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The way in that the settings describe. */
    Login login() {
        return switch (method) {
            case TOKEN -> new GivenToken(token);
            case APPROLE -> new AppRole(mount.orElse("approle"), roleId, secretId);
            case KUBERNETES -> new Kubernetes(mount.orElse("kubernetes"), role.orElseThrow(), serviceAccount);
        };
    }
}
