package dev.millrace.sftp;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import dev.millrace.feed.store.StoreFailure;
import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a failure to connect means; the library says it in types, in words and in its log. */
final class ConnectFailure {

    static final String UNKNOWN_HOST = "unknown-host";
    static final String ALGORITHMS = "no-common-algorithm";

    /** RFC 4253, 11.1. */
    private static final int PROTOCOL_ERROR = 2;

    private static final int NO_MORE_AUTHENTICATION_METHODS = 14;

    /** No server's list is longer; what calls itself one may be. */
    private static final int MOST_SHOWN = 1_000;

    private ConnectFailure() {}

    static ConnectorFailure of(Exception failed, SshLogin.Peer peer, PinnedHostKeys pinned, AuthenticationLog log) {
        String label = peer.label();
        if (failed instanceof JSchHostKeyException
                || String.valueOf(failed.getMessage()).startsWith("rejected HostKey")) {
            return StoreFailure.hostKey(label, hostKey(peer.hostKey(), pinned), failed);
        }
        if (failed instanceof JSchAlgoNegoFailException disagreed) {
            return new ConnectorFailure(FailureKind.MISCONFIGURED, ALGORITHMS, label + disagreement(disagreed), failed);
        }
        if (failed.getCause() instanceof UnknownHostException) {
            return new ConnectorFailure(
                    FailureKind.TRANSIENT, UNKNOWN_HOST, label + ": no such host is known; check its name", failed);
        }
        return isRefusedLogin(failed, log)
                ? StoreFailure.login(label, peer.login().username(), failed)
                : StoreFailure.unreachable(label, "connecting", failed);
    }

    /** The option that lists what client and server could not agree on, if that is why it failed. */
    static Optional<Algorithm> disagreed(Throwable failure) {
        return failure.getCause() instanceof JSchAlgoNegoFailException disagreed
                ? Arrays.stream(Algorithm.values())
                        .filter(algorithm -> algorithm.properties().contains(disagreed.getAlgorithmName()))
                        .findFirst()
                : Optional.empty();
    }

    private static String disagreement(JSchAlgoNegoFailException failed) {
        String key = Arrays.stream(Algorithm.values())
                .filter(algorithm -> algorithm.properties().contains(failed.getAlgorithmName()))
                .findFirst()
                .map(algorithm -> "list one of the server's in " + algorithm.key() + ", or write "
                        + AlgorithmSettings.PRESET + "=legacy if it is an old one")
                .orElse("ask the server's owner");
        return ": client and server have no algorithm in common for " + failed.getAlgorithmName() + ". Offered are "
                + failed.getJSchProposal() + "; the server takes " + shown(failed.getServerProposal())
                + ". To connect, "
                + key;
    }

    /** A server may write anything there. */
    private static String shown(String proposal) {
        String plain = proposal.replaceAll("[^!-~]", "?");
        return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "..." : plain;
    }

    private static String hostKey(HostKeySettings settings, PinnedHostKeys pinned) {
        String what = settings.knownHostsFile()
                .map(file -> "its host key is not the one in " + file)
                .orElseGet(() -> "its host key " + pinned.shown() + " is none of " + settings.usedKey());
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
