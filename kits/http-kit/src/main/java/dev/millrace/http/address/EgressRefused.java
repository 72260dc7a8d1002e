package dev.millrace.http.address;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;
import java.net.UnknownHostException;

/** A request that may not go where it is meant to go. The message never names a host that a record decides. */
public final class EgressRefused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** The code of the failure. */
    public static final String CODE = "egress-refused";

    private final boolean hostFromRecord;

    EgressRefused(String sentence, boolean hostFromRecord) {
        super(sentence);
        this.hostFromRecord = hostFromRecord;
    }

    /** A record that names the host is to blame for it, and else the configuration. */
    public ConnectorFailure failure() {
        return new ConnectorFailure(
                hostFromRecord ? FailureKind.REJECTED : FailureKind.MISCONFIGURED, CODE, String.valueOf(getMessage()));
    }
}
