package dev.millrace.feed.layout;

import dev.millrace.feed.plan.Formula;
import dev.millrace.feed.plan.FormulaParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads fields of which one value of the record decides. */
final class SwitchReader {

    private static final Set<String> SWITCH = Set.of("on", "cases");
    private static final Set<String> CASE = Set.of("name", "len", "fields");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}|0x[0-9A-Fa-f]{1,15}");
    private static final String OTHERWISE = "else";
    /** In place of a condition that could not be read. */
    private static final Formula NEVER = FormulaParser.condition("0 = 1");

    private final ItemReader items;
    private final LayoutScope scope;
    private final FaultList faults;

    SwitchReader(ItemReader items, LayoutScope scope, FaultList faults) {
        this.items = items;
        this.scope = scope;
        this.faults = faults;
    }

    void read(LayoutNode field, FieldList list) {
        for (String key : field.keys()) {
            if (!key.equals("switch") && !key.equals("when")) {
                field.wrong(key, "has no meaning beside 'switch'; name the cases instead");
            }
        }
        Optional<LayoutNode> given = field.map("switch", SWITCH);
        Optional<Formula> on = given.flatMap(each -> each.scalar("on")).flatMap(scope::number);
        Optional<Node> cases = given.flatMap(each -> each.node("cases"));
        if (given.isPresent() && !given.get().has("on")) {
            given.get().wrong("'on' is missing: the field that decides, or a formula");
        }
        if (given.isPresent() && cases.isEmpty()) {
            given.get().wrong("'cases' is missing: a map of values to fields");
        }
        Optional<Formula> when = field.scalar("when").flatMap(scope::condition);
        FieldList under = when.map(list::branch).orElse(list);
        cases.ifPresent(node -> cases(node, on.map(Formula::text), under));
    }

    private void cases(Node cases, Optional<String> on, FieldList list) {
        List<Formula> conditions = new ArrayList<>();
        Map<ScalarNode, Node> pairs = LayoutNode.pairs(cases, faults);
        if (cases instanceof MappingNode && pairs.isEmpty()) {
            faults.add(cases, "'cases' must have at least one case");
        }
        int seen = 0;
        for (Map.Entry<ScalarNode, Node> pair : pairs.entrySet()) {
            ScalarNode key = pair.getKey();
            if (isOtherwise(key)) {
                if (++seen < pairs.size()) {
                    faults.add(key, "'else' must be the last case");
                }
                one(pair.getValue(), list.branch(FormulaParser.none(conditions)));
            } else {
                seen++;
                Optional<Formula> condition = on.flatMap(text -> scope.equality(key, text, literal(key)));
                condition.ifPresent(conditions::add);
                one(pair.getValue(), list.branch(condition.orElse(NEVER)));
            }
        }
    }

    private void one(Node value, FieldList branch) {
        if (value instanceof SequenceNode fields) {
            items.items(fields.getValue(), branch);
        } else if (value instanceof MappingNode) {
            items.group(LayoutNode.of(value, CASE, faults), branch, CASE);
        } else {
            faults.add(value, "a list of fields must stand here, or a group with name and fields; [] for none");
        }
    }

    private static boolean isOtherwise(ScalarNode key) {
        return isPlain(key) && key.getValue().equals(OTHERWISE);
    }

    /** Numbers without quotes are numbers, everything else is text. */
    private static String literal(ScalarNode key) {
        String text = key.getValue();
        return isPlain(key) && NUMBER.matcher(text).matches() ? text : "'" + text.replace("'", "''") + "'";
    }

    private static boolean isPlain(ScalarNode key) {
        return key.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
    }
}
