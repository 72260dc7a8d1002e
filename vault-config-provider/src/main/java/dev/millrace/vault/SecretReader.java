package dev.millrace.vault;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.util.Map;

/** Reads secrets of KV engines of version 2, and says in a sentence why one can't be read. For any thread. */
record SecretReader(VaultApi api, Session session) {

    private static final String KV_2 = "2";

    /**
     * All keys of a secret.
     *
     * @throws ConnectorFailure naming the path, never a value
     */
    Map<String, String> read(SecretPath path) {
        String token = session.token();
        VaultReply reply = api.get(path.request(), token);
        if (reply.status() == 403) {
            Session.Refusal why = session.explain(token);
            if (why == Session.Refusal.ENDED) {
                throw ended(path);
            }
            if (why == Session.Refusal.REPLACED) {
                reply = api.get(path.request(), session.token());
            }
        }
        return switch (reply.status()) {
            case 200 -> secrets(path, reply);
            case 403 -> throw denied(path);
            case 404 -> throw missing(path, reply);
            default -> throw refused(path, reply.status());
        };
    }

    private Map<String, String> secrets(SecretPath path, VaultReply reply) {
        if (reply.member("data", "data").isEmpty()
                || reply.member("data", "metadata").isEmpty()) {
            throw notKv2(path);
        }
        return reply.secrets();
    }

    private ConnectorFailure missing(SecretPath path, VaultReply reply) {
        if (reply.isTrue("data", "metadata", "destroyed")) {
            return failure("secret-destroyed", path, "was destroyed: write it again" + orAnotherVersion(path));
        }
        if (reply.member("data", "metadata", "deletion_time")
                .filter(time -> !time.isEmpty())
                .isPresent()) {
            return failure(
                    "secret-deleted", path, "was deleted: undelete it or write it again" + orAnotherVersion(path));
        }
        if (reply.says("no handler for route")) {
            return noMount(path);
        }
        VaultReply mount = api.get(path.mountRequest(), session.token());
        if (mount.status() == 200
                && !mount.member("data", "options", "version").orElse("1").equals(KV_2)) {
            return notKv2(path);
        }
        return failure(
                "secret-missing",
                path,
                mount.status() == 200
                        ? "is not there: write it, or correct the path" + orAnotherVersion(path)
                        : "is not there, and no mount " + path.mount()
                                + " is known: correct the path, or name the mount in " + StoreSettings.MOUNTS);
    }

    private ConnectorFailure noMount(SecretPath path) {
        return failure(
                "secret-mount-missing",
                path,
                "begins with no mount" + namespace() + ": correct the path, name the mount in " + StoreSettings.MOUNTS
                        + ", or correct " + StoreSettings.NAMESPACE);
    }

    private ConnectorFailure notKv2(SecretPath path) {
        return failure(
                "secret-mount-not-kv2",
                path,
                "is in mount " + path.mount() + ", which is no KV engine of version 2: upgrade it (vault kv"
                        + " enable-versioning), or move the secret");
    }

    private ConnectorFailure denied(SecretPath path) {
        return new ConnectorFailure(
                FailureKind.UNAUTHORIZED,
                "secret-denied",
                "secret " + path + " may not be read with " + session.shown() + namespace()
                        + ": grant its policy read on " + path.mount() + "/data/" + path.path());
    }

    private ConnectorFailure ended(SecretPath path) {
        return new ConnectorFailure(
                FailureKind.UNAUTHORIZED,
                "vault-token-ended",
                "secret " + path + " can't be read: " + session.shown()
                        + " is refused, it has ended or was revoked: put another in its place");
    }

    private ConnectorFailure refused(SecretPath path, int status) {
        return new ConnectorFailure(
                FailureKind.REJECTED,
                "vault-request-refused",
                "secret " + path + ": " + api.shown(path.request()) + " answered " + status + ": correct the path or "
                        + StoreSettings.NAMESPACE);
    }

    private static String orAnotherVersion(SecretPath path) {
        return path.version()
                .map(version -> ", or name another version than " + version)
                .orElse("");
    }

    private String namespace() {
        return api.store().namespace().map(name -> " in namespace " + name).orElse("");
    }

    private static ConnectorFailure failure(String code, SecretPath path, String what) {
        return new ConnectorFailure(FailureKind.REJECTED, code, "secret " + path + " " + what);
    }
}
