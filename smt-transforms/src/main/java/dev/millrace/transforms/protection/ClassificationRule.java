package dev.millrace.transforms.protection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of {@code by.classification}: what is done with all values that the contract classifies so.
 *
 * @param action empty where nothing is done
 */
record ClassificationRule(String classification, Optional<Action> action) {

    /**
     * Reads {@code by.classification}, a JSON list.
     *
     * @throws IllegalArgumentException when a rule can't be read; the message goes on behind the name of the option
     */
    static List<ClassificationRule> list(String text) {
        List<ClassificationRule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Members rule :
                Members.list(text, "rule", "{\"classification\": \"restricted\", \"action\": \"encrypt\"}")) {
            String classification = rule.text("classification");
            Optional<Action> action = rule.optionalText("action").equals(Optional.of("keep"))
                    ? Optional.empty()
                    : Optional.of(ActionReader.read(rule));
            rule.done();
            if (!seen.add(classification)) {
                throw rule.wrong("has the classification of another");
            }
            rules.add(new ClassificationRule(classification, action));
        }
        return List.copyOf(rules);
    }
}
