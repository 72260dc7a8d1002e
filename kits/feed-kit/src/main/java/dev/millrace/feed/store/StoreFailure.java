package dev.millrace.feed.store;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import org.jspecify.annotations.Nullable;

/** The failures that all stores share, with their codes. */
public final class StoreFailure {

    public static final String MISSING = "file-missing";
    public static final String DENIED = "access-denied";
    public static final String EXISTS = "target-exists";
    public static final String UNREACHABLE = "store-unreachable";
    public static final String LOGIN = "login-refused";
    public static final String HOST_KEY = "host-key-refused";

    private StoreFailure() {}

    public static ConnectorFailure missing(String store, String path, @Nullable Throwable cause) {
        return new ConnectorFailure(FailureKind.REJECTED, MISSING, store + path + " does not exist", cause);
    }

    public static ConnectorFailure denied(String store, String path, String action, @Nullable Throwable cause) {
        return new ConnectorFailure(
                FailureKind.REJECTED,
                DENIED,
                store + path + ": the server denies " + action + "; give the user that permission",
                cause);
    }

    public static ConnectorFailure exists(String store, String path) {
        return new ConnectorFailure(FailureKind.REJECTED, EXISTS, store + path + " exists and is never overwritten");
    }

    public static ConnectorFailure unreachable(String store, String action, @Nullable Throwable cause) {
        return new ConnectorFailure(
                FailureKind.TRANSIENT,
                UNREACHABLE,
                store + ": " + action + " failed" + (cause == null ? "" : " (" + cause.getMessage() + ")"),
                cause);
    }

    public static ConnectorFailure login(String store, String user, @Nullable Throwable cause) {
        return new ConnectorFailure(
                FailureKind.UNAUTHORIZED,
                LOGIN,
                store + " refuses the login of user " + user + ": check its password or key",
                cause);
    }

    public static ConnectorFailure hostKey(String store, String message, @Nullable Throwable cause) {
        return new ConnectorFailure(FailureKind.MISCONFIGURED, HOST_KEY, store + ": " + message, cause);
    }
}
