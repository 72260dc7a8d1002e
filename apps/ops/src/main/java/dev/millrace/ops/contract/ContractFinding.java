package dev.millrace.ops.contract;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a change of a contract does to somebody.
 *
 * @param severity breach, unclear or note
 * @param compatibility which promise it breaks
 * @param path in the path language; {@code (record)} for the record itself
 * @param keyword the rule
 * @param breaks who is hurt
 * @param message what may be in a record, and that it is refused
 * @param wayOut what can be done instead
 */
record ContractFinding(
        String severity,
        Compatibility compatibility,
        String path,
        String keyword,
        String breaks,
        String message,
        String wayOut) {

    private static final Set<String> UPPER =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> LOWER =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");

    private static final Map<String, String> BACKWARD = Map.of(
            "required", "leave it optional",
            "type", "go on allowing the old types",
            "enum", "keep the old values beside the new ones",
            "const", "keep the old value beside the new one",
            "additionalProperties", "keep the field, or allow further fields");

    private static final Map<String, String> FORWARD = Map.of(
            "required", "keep it required",
            "type", "keep to the old types",
            "enum", "add no values",
            "const", "add no values",
            "additionalProperties", "leave the field out");

    static ContractFinding of(Breach breach, Compatibility direction) {
        boolean backward = direction == Compatibility.BACKWARD;
        String writer = backward ? "the old contract" : "the new contract";
        String reader = backward ? "the new contract" : "the old contract";
        return new ContractFinding(
                breach.weight().name().toLowerCase(Locale.ROOT),
                direction,
                breach.path().isEmpty() ? "(record)" : breach.path(),
                breach.keyword(),
                "readers by " + reader,
                "records by " + writer + " " + breach.why() + "; "
                        + (breach.weight() == Breach.Weight.UNCLEAR
                                ? "whether " + reader + " takes them all can't be told"
                                : reader + " refuses them"),
                wayOut(breach, backward));
    }

    private static String wayOut(Breach breach, boolean backward) {
        if (breach.weight() == Breach.Weight.UNCLEAR) {
            return "compare the two by hand, and change nothing in this rule where you are not sure";
        }
        if (breach.weight() == Breach.Weight.NOTE) {
            return "nothing, if writers write what the contract names; else name the field, or close the contract by"
                    + " additionalProperties: false, in the version before";
        }
        String kept = (backward ? BACKWARD : FORWARD).getOrDefault(breach.keyword(), bound(breach.keyword(), backward));
        return kept
                + (backward
                        ? ", or begin a new major version with a topic of its own"
                        : ", or let readers change to the new contract before writers do (BACKWARD)");
    }

    private static String bound(String keyword, boolean backward) {
        if (UPPER.contains(keyword)) {
            return backward ? "keep the bound as high as it was" : "keep the bound as low as it was";
        }
        if (LOWER.contains(keyword)) {
            return backward ? "keep the bound as low as it was" : "keep the bound as high as it was";
        }
        return "keep the rule as it was";
    }

    boolean isBreach(boolean strict) {
        return strict || !severity.equals("note");
    }
}
