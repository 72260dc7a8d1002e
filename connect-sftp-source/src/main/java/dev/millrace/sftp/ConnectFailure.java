package dev.millrace.sftp;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.UnknownHostException;
import java.util.Locale;

/** What a failure to connect means; the library says it in types, in words and in its log. */
final class ConnectFailure {

    static final String UNKNOWN_HOST = "unknown-host";
    static final String ALGORITHMS = "no-common-algorithm";

    /** RFC 4253, 11.1. */
    private static final int PROTOCOL_ERROR = 2;

    private static final int NO_MORE_AUTHENTICATION_METHODS = 14;

    private ConnectFailure() {}

    static ConnectorFailure of(
            Exception failed, SftpSettings settings, String store, PinnedHostKeys pinned, AuthenticationLog log) {
        if (failed instanceof JSchHostKeyException) {
            return StoreFailure.hostKey(store, hostKey(settings, pinned), failed);
        }
        if (failed instanceof JSchAlgoNegoFailException) {
            return new ConnectorFailure(
                    FailureKind.MISCONFIGURED, ALGORITHMS, store + ": " + failed.getMessage(), failed);
        }
        if (failed.getCause() instanceof UnknownHostException) {
            return new ConnectorFailure(
                    FailureKind.TRANSIENT, UNKNOWN_HOST, store + ": no such host is known; check its name", failed);
        }
        return isRefusedLogin(failed, log)
                ? StoreFailure.login(store, settings.username(), failed)
                : StoreFailure.unreachable(store, "connecting", failed);
    }

    private static String hostKey(SftpSettings settings, PinnedHostKeys pinned) {
        String what = settings.knownHostsFile()
                .map(file -> "its host key is not the one in " + file)
                .orElseGet(() -> "its host key " + pinned.shown() + " is none of " + SftpSettings.FINGERPRINTS);
        return what + ". Ask its owner whether the key was changed, then accept it";
    }

    private static boolean isRefusedLogin(Exception failed, AuthenticationLog log) {
        if (failed instanceof JSchSessionDisconnectException goodbye) {
            return goodbye.getReasonCode() == NO_MORE_AUTHENTICATION_METHODS
                    || (goodbye.getReasonCode() == PROTOCOL_ERROR
                            && String.valueOf(goodbye.getMessage())
                                    .toLowerCase(Locale.ROOT)
                                    .contains("auth"));
        }
        String message = String.valueOf(failed.getMessage());
        return !log.broke() && (message.startsWith("Auth ") || message.startsWith("USERAUTH "));
    }
}
