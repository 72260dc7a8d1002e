package dev.millrace.http.reply;

import dev.millrace.kit.FailureKind;
import java.util.Optional;

/**
 * What a reply was found to mean.
 *
 * @param kind of the failure that it stands for; empty where nothing is left to do
 * @param code of that failure
 * @param sentence says what the receiver did, to be read after its name; quotes nothing that could be payload
 */
public record Finding(Meaning meaning, Optional<FailureKind> kind, String code, String sentence) {

    /** Nothing is left to do. */
    static Finding done(Meaning meaning) {
        return new Finding(meaning, Optional.empty(), "", "");
    }

    /** A failure of the kind that is usual for the meaning. */
    static Finding of(Meaning meaning, String code, String sentence) {
        return switch (meaning) {
            case SUCCESS, IGNORE -> done(meaning);
            case RETRY -> of(FailureKind.TRANSIENT, code, sentence);
            case REJECT -> of(FailureKind.REJECTED, code, sentence);
            case STOP -> of(FailureKind.MISCONFIGURED, code, sentence);
        };
    }

    static Finding of(FailureKind kind, String code, String sentence) {
        Meaning meaning = switch (kind) {
            case TRANSIENT, THROTTLED -> Meaning.RETRY;
            case REJECTED, MALFORMED -> Meaning.REJECT;
            case UNAUTHORIZED, MISCONFIGURED, DEFECT -> Meaning.STOP;
        };
        return new Finding(meaning, Optional.of(kind), code, sentence);
    }
}
