package dev.millrace.sftp;

import dev.millrace.kit.ConnectorFailure;

/** Failures of the jump host, told from those of the server by the beginning of their codes. */
final class JumpFailure {

    private static final String PREFIX = "jump-";

    private JumpFailure() {}

    /** The same failure with a code of its own; what the proxy in front of the jump host did stays the proxy's. */
    static ConnectorFailure of(ConnectorFailure failure) {
        return failure.code().startsWith("proxy-")
                ? failure
                : new ConnectorFailure(
                        failure.kind(),
                        PREFIX + failure.code(),
                        String.valueOf(failure.getMessage()),
                        failure.getCause());
    }

    static boolean is(ConnectorFailure failure) {
        return failure.code().startsWith(PREFIX);
    }

    /** The code that the same failure of the server would have. */
    static String plainCode(ConnectorFailure failure) {
        return is(failure) ? failure.code().substring(PREFIX.length()) : failure.code();
    }
}
