package dev.millrace.http.request;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.FailureKind;

/** Why a request can't be made of a subject, in words that quote nothing of it. */
final class Unrenderable {

    private Unrenderable() {}

    static ConnectorFailure missing(String place) {
        return new ConnectorFailure(
                FailureKind.MALFORMED,
                "unresolved-place",
                "nothing fills the place " + place + " of the request: give it a default with |default('...'), or set "
                        + RequestSettings.ON_MISSING);
    }

    static ConnectorFailure because(String code, String message) {
        return new ConnectorFailure(FailureKind.MALFORMED, code, message);
    }
}
