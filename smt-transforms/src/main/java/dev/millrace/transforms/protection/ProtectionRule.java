package dev.millrace.transforms.protection;

import dev.millrace.kit.path.FieldPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One rule of {@code rules}: what is done with the values at a path.
 *
 * @param id what it is called in failures and figures: its {@code id}, else its number from 1
 */
record ProtectionRule(String id, FieldPath path, Action action) {

    /**
     * Reads {@code rules}, a JSON list.
     *
     * @throws IllegalArgumentException when a rule can't be read; the message goes on behind the name of the option
     */
    static List<ProtectionRule> list(String text) {
        List<ProtectionRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (Members rule : Members.list(text, "rule", "{\"path\": \"customer.ssn\", \"action\": \"null\"}")) {
            ProtectionRule read = read(rule, rules.size() + 1);
            if (!ids.add(read.id())) {
                throw rule.wrong("has the id of another");
            }
            if (!paths.add(read.path().toString())) {
                throw rule.wrong("has the path of another: what one has protected the other would change");
            }
            rules.add(read);
        }
        return List.copyOf(rules);
    }

    private static ProtectionRule read(Members rule, int number) {
        String id = rule.optionalText("id").orElse(String.valueOf(number));
        String text = rule.text("path");
        FieldPath path;
        try {
            path = FieldPath.parse(text);
        } catch (IllegalArgumentException unreadable) {
            throw rule.wrong("has a path that can't be read: " + unreadable.getMessage());
        }
        Action action = ActionReader.read(rule);
        rule.done();
        return new ProtectionRule(id, path, action);
    }
}
