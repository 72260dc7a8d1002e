package dev.millrace.transforms.predicates;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.expression.Expression;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds for records whose content an expression is true of: {@code amount > 1000 and country in ('DE', 'AT')}.
 *
 * <p>It never holds for records that are no data ({@code millrace.kind}). So write {@code not (...)} into the expression
 * rather than {@code negate=true} beside it: negated, it would hold for them too. For any thread.
 */
public final class FieldMatches<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    static final String EXPRESSION = "expression";
    static final String STRICT = "strict";

    private static final ConfigDef DEFINITION = definition();

    private @Nullable Expression expression;

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        new OptionGroup(definition, "Expression")
                .add(
                        EXPRESSION,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        (key, value) -> {
                            if (value instanceof String text) {
                                parsed(text, false);
                            }
                        },
                        ConfigDef.Importance.HIGH,
                        "What must be true of a record: paths compared with constants by ==, !=, <, <=, >, >=, ~ (a regular"
                                + " expression), in, not in, startsWith, endsWith, contains, exists and isNull, joined by"
                                + " and, or, not and parentheses. Paths begin at the value, or with $key, $header.name,"
                                + " $topic, $partition, $timestamp or $offset. Example: amount > 1000 and email endsWith"
                                + " '@example.com'.")
                .flag(
                        STRICT,
                        false,
                        "Whether a record fails of which a compared field is not there, or has another type than what it"
                                + " is compared with; else that is a no. Set it where a misspelt path must not go"
                                + " unnoticed.");
        return definition;
    }

    private static Expression parsed(String text, boolean strict) {
        try {
            return strict ? Expression.parseStrictly(text) : Expression.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new ConfigException(EXPRESSION + " can't be read: " + wrong.getMessage());
        }
    }

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        AbstractConfig config = new AbstractConfig(DEFINITION, properties, false);
        expression = parsed(config.getString(EXPRESSION), config.getBoolean(STRICT));
    }

    /**
     * Answers for one record.
     *
     * @throws DataException when a strict expression has nothing to compare, or a regular expression takes too long; its
     *     message is one line of JSON without any value of the record
     */
    @Override
    public boolean test(R record) {
        Expression asked = Objects.requireNonNull(expression, "test before configure");
        if (record.headers().lastWithName(SideRecord.KIND_HEADER) != null) {
            return false;
        }
        try {
            return asked.test(record);
        } catch (ConnectorFailure failed) {
            throw Guard.failure("FieldMatches", new RuleFailure(EXPRESSION, "", failed.code()));
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
