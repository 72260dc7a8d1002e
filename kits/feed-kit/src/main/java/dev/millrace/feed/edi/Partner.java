package dev.millrace.feed.edi;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the partner file says about one trading partner; what it leaves out is as the connector's options have it.
 *
 * @param name for people: it stands in events and messages
 * @param line where its entry begins in the file
 * @param schemas files of transaction schemas by transaction and version, such as {@code 850} or {@code 850/004010}
 */
record Partner(
        String name,
        int line,
        Identity sender,
        Identity receiver,
        Optional<EnvelopeChecks> envelope,
        Optional<EdiSettings.Validation> validation,
        Optional<Set<String>> acks,
        Optional<AcknowledgementDetail> detail,
        Map<String, String> schemas,
        Optional<Charset> charset,
        Usage usage,
        Optional<ControlPolicy> controlNumbers) {

    /** What happens to a unit whose envelope is wrong. */
    enum EnvelopeChecks {
        STRICT,
        WARN
    }

    /** What ISA15 and UNB 0035 may say. */
    enum Usage {
        ANY,
        PRODUCTION,
        TEST
    }

    /** What a control number that came before means. */
    enum ControlPolicy {
        IGNORE,
        NOTICE,
        REJECT
    }

    Partner {
        acks = acks.map(Set::copyOf);
        schemas = Map.copyOf(schemas);
    }

    boolean matches(Envelope interchange) {
        return sender.matches(interchange.sender(), interchange.senderQualifier())
                && receiver.matches(interchange.receiver(), interchange.receiverQualifier());
    }

    /** The connector's options with what the partner wants otherwise. */
    AcknowledgementOptions over(AcknowledgementOptions options) {
        return new AcknowledgementOptions(
                acks.orElse(options.kinds()), detail.orElse(options.detail()), options.maxFindings());
    }

    /** Whether test data comes where production is expected, or the other way round. */
    boolean wrongUsage(Envelope interchange) {
        return switch (usage) {
            case ANY -> false;
            case PRODUCTION -> interchange.test();
            case TEST -> !interchange.test();
        };
    }
}
