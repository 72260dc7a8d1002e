package dev.millrace.transforms.predicates;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds for records with a header of a name, and of a value where one is asked for. Numbers, dates and bytes are compared by
 * their text, bytes as UTF-8.
 *
 * <p>It never holds for records that are no data, unless it asks for {@code millrace.kind} itself. For any thread.
 */
public final class HeaderMatches<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    private static final ConfigDef DEFINITION = HeaderMatchSettings.definition();

    private @Nullable HeaderMatchSettings settings;

    @Override
    public ConfigDef config() {
        return DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        settings = HeaderMatchSettings.from(CrossCheck.parse(DEFINITION, properties));
    }

    /**
     * Answers for one record.
     *
     * @throws DataException when a regular expression takes too long; its message is one line of JSON without any value
     */
    @Override
    public boolean test(R record) {
        HeaderMatchSettings asked = Objects.requireNonNull(settings, "test before configure");
        Headers headers = record.headers();
        if (headers.isEmpty()
                || (!asked.name().equals(SideRecord.KIND_HEADER)
                        && headers.lastWithName(SideRecord.KIND_HEADER) != null)) {
            return false;
        }
        try {
            return switch (asked.occurrence()) {
                case LAST -> {
                    Header last = headers.lastWithName(asked.name());
                    yield last != null && asked.test().test(last);
                }
                case ANY -> any(headers.allWithName(asked.name()), asked);
            };
        } catch (ConnectorFailure failed) {
            throw Guard.failure("HeaderMatches", new RuleFailure(HeaderMatchSettings.REGEX, "$header", failed.code()));
        }
    }

    private static boolean any(Iterator<Header> headers, HeaderMatchSettings asked) {
        while (headers.hasNext()) {
            if (asked.test().test(headers.next())) {
                return true;
            }
        }
        return false;
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
