package dev.millrace.transforms.shape;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where records go.
 *
 * @param rules asked in their order; the first that is for a record has it
 * @param unmatched what becomes of records that no rule is for
 * @param unmatchedTopic where they go
 * @param topics where any record may go
 * @param policies what is done with records that can't be routed
 */
record RouteSettings(
        List<RoutingRule> rules,
        Unmatched unmatched,
        Optional<PlaceText> unmatchedTopic,
        TopicNames topics,
        Policies policies) {

    private static final String GROUP = "Routes";

    static final String RULES = "rules";
    static final String DEFAULT = "default";
    static final String DEFAULT_TOPIC = "default.topic";
    static final String ALLOWED_TOPICS = "allowed.topics";

    /** What becomes of a record that no rule is for. */
    enum Unmatched {
        KEEP,
        FAIL,
        TOPIC
    }

    static void define(ConfigDef definition) {
        OptionGroup group = new OptionGroup(definition, GROUP);
        group.add(
                RULES,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                Checked.by(RouteSettings::rules),
                ConfigDef.Importance.HIGH,
                "Which records go where: a JSON array of rules, of which the first that is for a record has it. Each holds"
                        + " when (an expression; without it the rule is for all records) and at least one of topic, key,"
                        + " partition (templates with places such as {value.country|lower}; a partition may be auto) and"
                        + " timestamp (a path). Example: [{\"name\": \"large\", \"when\": \"amount >= 1000\", \"topic\":"
                        + " \"orders.large\"}]. In a sink only what the connector sees changes: nothing is written to"
                        + " another topic.");
        group.choice(
                DEFAULT,
                Unmatched.KEEP,
                "What becomes of records that no rule is for: they keep their topic, fail, or go to the topic of"
                        + " default.topic. Choose fail where every record must have a rule.");
        group.add(
                DEFAULT_TOPIC,
                ConfigDef.Type.STRING,
                null,
                Checked.by(RoutingRule::topic),
                ConfigDef.Importance.MEDIUM,
                "The topic of records that no rule is for, with places as in the rules. Needed with default=topic.");
        group.add(
                ALLOWED_TOPICS,
                ConfigDef.Type.STRING,
                null,
                Checked.by(RouteSettings::pattern),
                ConfigDef.Importance.MEDIUM,
                "A regular expression that the whole name of every topic made by a rule must match; others are failures"
                        + " with the code topic-not-allowed. Set it wherever a topic holds a place, for partners decide"
                        + " what fills it.");
        Policies.defineErrors(definition, Policies.Errors.FAIL);
        CrossCheck.on(definition, RULES, RouteSettings::checkRules);
        CrossCheck.on(definition, DEFAULT_TOPIC, RouteSettings::checkDefault);
    }

    static RouteSettings from(AbstractConfig config) {
        return new RouteSettings(
                rules(config.getString(RULES)),
                OptionGroup.choiceOf(Unmatched.class, config.getString(DEFAULT)),
                Optional.ofNullable(config.getString(DEFAULT_TOPIC)).map(RoutingRule::topic),
                new TopicNames(
                        Optional.ofNullable(config.getString(ALLOWED_TOPICS)).map(RouteSettings::pattern)),
                Policies.from(config));
    }

    private static List<RoutingRule> rules(String json) {
        return RuleText.read(json, RoutingRule::read);
    }

    private static void checkRules(Map<String, Object> parsed, Problems problems) {
        if (Checked.is(parsed, Policies.ON_ERROR, "null")) {
            problems.report(Policies.ON_ERROR, "can't be null here, for no record goes to a topic without a name");
        }
        TopicNames topics = new TopicNames(Checked.parsed(parsed, ALLOWED_TOPICS, RouteSettings::pattern));
        for (RoutingRule rule :
                Checked.parsed(parsed, RULES, RouteSettings::rules).orElse(List.of())) {
            if (rule.topic()
                    .flatMap(PlaceText::fixed)
                    .flatMap(topics::complaint)
                    .isPresent()) {
                problems.report(RULES, "has a topic in rule " + rule.name() + " that allowed.topics forbids");
            }
        }
    }

    private static void checkDefault(Map<String, Object> parsed, Problems problems) {
        boolean toTopic = Checked.is(parsed, DEFAULT, "topic");
        if (toTopic != (parsed.get(DEFAULT_TOPIC) != null)) {
            problems.report(
                    DEFAULT_TOPIC,
                    toTopic ? "is needed with default=topic" : "is used with default=topic only; set that");
        }
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("is no regular expression: " + wrong.getDescription(), wrong);
        }
    }
}
