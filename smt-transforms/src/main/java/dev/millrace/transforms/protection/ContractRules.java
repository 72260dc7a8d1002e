package dev.millrace.transforms.protection;

import dev.millrace.kit.Problems;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.ContractOptions;
import dev.millrace.kit.contract.ContractSource;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigException;

/**
 * Rules by what a contract says of fields: each classification of the contract is given an action, or {@code keep}, so that one
 * that is new in the contract is not passed over in silence.
 */
final class ContractRules {

    static final String BY_CLASSIFICATION = "by.classification";
    static final String CONTRACT = "contract";
    static final String CONTRACT_FILE = "contract.file";
    static final String CONTRACT_SCHEMA_NAME = "contract.schema.name";

    private static final ContractSource.Keys KEYS =
            new ContractSource.Keys(CONTRACT, CONTRACT_FILE, CONTRACT_SCHEMA_NAME);
    /** Where the contract classifies the whole of what it describes; of keys as well, for the root is not looked at. */
    private static final String WHOLE = "$value";

    private ContractRules() {}

    static void define(CheckedOptions options) {
        options.text(
                BY_CLASSIFICATION,
                ClassificationRule::list,
                "What is done with all values that the contract classifies so: a JSON list of {\"classification\": ...,"
                        + " \"action\": ...} with the actions of rules, and keep for what needs no protection. Every"
                        + " classification of the contract must be named.");
        options.text(
                CONTRACT,
                text -> text,
                "The contract whose classifications by.classification names, as text: Open Data Contract Standard or JSON"
                        + " Schema, YAML or JSON. Use contract.file for what is longer than a few lines.");
        options.text(
                CONTRACT_FILE,
                text -> text,
                "The path of the contract on every worker, in place of contract. It is read when the connector starts:"
                        + " restart it after a change.");
        options.text(
                CONTRACT_SCHEMA_NAME,
                text -> text,
                "Which object of an Open Data Contract describes the records. Needed where the contract has several.");
    }

    /**
     * The rules for the paths of the contract; none where by.classification is not set.
     *
     * @throws IllegalArgumentException where an option is wrong, which {@link #check} tells on its key
     */
    static List<ProtectionRule> rules(Map<String, ?> parsed) {
        if (!(parsed.get(BY_CLASSIFICATION) instanceof String text)) {
            return List.of();
        }
        List<ClassificationRule> byClassification = ClassificationRule.list(text);
        List<ProtectionRule> rules = new ArrayList<>();
        contract(parsed).classifications().forEach((path, classification) -> {
            FieldPath place = FieldPath.parse(path.isEmpty() ? WHOLE : path);
            byClassification.stream()
                    .filter(rule -> rule.classification().equals(classification))
                    .flatMap(rule -> rule.action().stream())
                    .forEach(action -> rules.add(new ProtectionRule(classification + ":" + path, place, action)));
        });
        return rules;
    }

    static void check(Map<String, ?> parsed, Problems problems) {
        ContractSource source = source(parsed);
        source.validate(problems);
        if (!(parsed.get(BY_CLASSIFICATION) instanceof String text)) {
            return;
        }
        if (!source.isGiven()) {
            problems.report(CONTRACT, "or contract.file is needed for by.classification");
            return;
        }
        List<String> ruled;
        ContractChecker contract;
        try {
            ruled = ClassificationRule.list(text).stream()
                    .map(ClassificationRule::classification)
                    .toList();
            contract = contract(parsed);
        } catch (IllegalArgumentException toldOnItsKey) {
            return;
        }
        compare(ruled, List.copyOf(new TreeSet<>(contract.classifications().values())), problems);
    }

    private static void compare(List<String> ruled, List<String> known, Problems problems) {
        for (String classification : ruled) {
            if (!known.contains(classification)) {
                problems.report(
                        BY_CLASSIFICATION,
                        "names the classification " + classification + ", which the contract has not"
                                + NearestName.in(classification, known)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; it has " + (known.isEmpty() ? "none" : String.join(", ", known))));
                return;
            }
        }
        known.stream()
                .filter(classification -> !ruled.contains(classification))
                .findFirst()
                .ifPresent(forgotten -> problems.report(
                        BY_CLASSIFICATION,
                        "does not name the classification " + forgotten
                                + " of the contract; give it an action, or keep for none"));
    }

    private static ContractChecker contract(Map<String, ?> parsed) {
        try {
            return source(parsed).load();
        } catch (ConfigException | IllegalStateException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static ContractSource source(Map<String, ?> parsed) {
        return new ContractSource(
                KEYS,
                text(parsed, CONTRACT),
                text(parsed, CONTRACT_FILE),
                text(parsed, CONTRACT_SCHEMA_NAME),
                ContractOptions.Nulls.ABSENT);
    }

    private static Optional<String> text(Map<String, ?> parsed, String key) {
        return Optional.ofNullable(parsed.get(key)).map(Object::toString);
    }
}
