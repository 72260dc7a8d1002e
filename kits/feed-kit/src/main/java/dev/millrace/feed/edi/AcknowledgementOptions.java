package dev.millrace.feed.edi;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Which answers the senders of electronic data get.
 *
 * @param kinds {@code none}, {@code auto}, or the labels of {@link AcknowledgementType}; empty is none
 * @param maxFindings how many problems one answer tells in detail
 */
record AcknowledgementOptions(Set<String> kinds, AcknowledgementDetail detail, int maxFindings) {

    static final String ACKS = "edi.acks";
    static final String DETAIL = "edi.ack.detail";
    static final String MAX_FINDINGS = "edi.ack.findings.max";

    private static final int KEPT_FOR_ERRORS = 100;

    static final String NONE = "none";
    static final String AUTO = "auto";
    private static final List<String> KNOWN = List.of(NONE, AUTO, "ta1", "997", "999", "contrl");

    AcknowledgementOptions {
        kinds = Set.copyOf(kinds);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Format: edi acknowledgements")
                .add(
                        ACKS,
                        ConfigDef.Type.LIST,
                        NONE,
                        ConfigDef.ValidList.in(KNOWN.toArray(String[]::new)),
                        ConfigDef.Importance.MEDIUM,
                        "Which acknowledgements the senders of interchanges get: none; auto; or any of ta1, 997, 999 and"
                                + " contrl, which are then always produced. With auto the sender gets what the"
                                + " interchange asks for: in X12 a TA1 when ISA14 is 1, the interchange is rejected"
                                + " or a group has no number to answer, and for each functional group a 999 when it follows an implementation guide of"
                                + " release 005010 or later, a 997 otherwise; in EDIFACT a CONTRL when UNB 0031 is 1"
                                + " or something is rejected; in TRADACOMS nothing. Acknowledgements are never"
                                + " acknowledged. Set it once partners expect answers, together with edi.ack.topic or"
                                + " edi.ack.folder.")
                .choice(
                        DETAIL,
                        AcknowledgementDetail.ALL,
                        "Whether an acknowledgement names every transaction set (all) or only those with errors"
                                + " (errors), the others being told by their number. Set errors when partners send"
                                + " large groups; a group with more sets than are held in memory is answered that way"
                                + " in any case.")
                .number(
                        MAX_FINDINGS,
                        1000,
                        1,
                        100_000,
                        "How many problems one acknowledgement tells with their place; transaction sets behind them are"
                                + " still reported as rejected. Lower it when answers become too large for the"
                                + " partner.");
    }

    static AcknowledgementOptions from(AbstractConfig config) {
        return new AcknowledgementOptions(
                config.getList(ACKS).stream().map(String::trim).collect(Collectors.toSet()),
                OptionGroup.choiceOf(AcknowledgementDetail.class, config.getString(DETAIL)),
                config.getInt(MAX_FINDINGS));
    }

    static void validate(AbstractConfig config, Problems problems) {
        complaint(from(config).kinds).ifPresent(sentence -> problems.report(ACKS, sentence));
    }

    /** What is wrong with a choice of kinds, for a person. */
    static Optional<String> complaint(Set<String> kinds) {
        Set<String> unknown = new TreeSet<>(kinds);
        KNOWN.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            return Optional.of("has " + String.join(", ", unknown) + ", which is none of " + String.join(", ", KNOWN)
                    + "; correct it");
        }
        if (kinds.size() > 1 && (kinds.contains(NONE) || kinds.contains(AUTO))) {
            return Optional.of(
                    "has none or auto beside other values; give one of them alone, or a list of ta1, 997, 999 and contrl");
        }
        if (kinds.contains("997") && kinds.contains("999")) {
            return Optional.of(
                    "has 997 and 999, but a functional group gets one of them; give auto to choose by the group's version");
        }
        return Optional.empty();
    }

    /** Whether anything is answered at all. */
    boolean wanted() {
        return !kinds.isEmpty() && !kinds.contains(NONE);
    }

    /** How many transaction sets without findings are held for an answer; some always, for they tell what is an answer itself. */
    int kept() {
        return detail == AcknowledgementDetail.ALL ? ReportCollector.MAX_REPORTS : KEPT_FOR_ERRORS;
    }

    boolean automatic() {
        return kinds.contains(AUTO);
    }

    boolean always(AcknowledgementType type) {
        return kinds.contains(type.label());
    }
}
