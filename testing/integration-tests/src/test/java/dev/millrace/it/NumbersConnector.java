package dev.millrace.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** Hands over the numbers from 0 in one batch, and then nothing more. */
public final class NumbersConnector extends SourceConnector {

    static final String TOPIC = "numbers.topic";
    static final String COUNT = "numbers.count";

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> given) {
        properties = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NumbersTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(properties);
    }

    @Override
    public void stop() {
        // Holds nothing.
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(TOPIC, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Where the numbers go.")
                .define(COUNT, ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "How many there are.");
    }

    @Override
    public String version() {
        return "test";
    }

    /** Its only task. */
    public static final class NumbersTask extends SourceTask {

        private static final long PAUSE_NANOS = 50_000_000;

        private List<SourceRecord> left = List.of();

        @Override
        public void start(Map<String, String> properties) {
            List<SourceRecord> numbers = new ArrayList<>();
            int count = Integer.parseInt(properties.get(COUNT));
            for (int number = 0; number < count; number++) {
                String text = String.valueOf(number);
                numbers.add(new SourceRecord(
                        Map.of("numbers", "all"),
                        Map.of("number", (long) number),
                        properties.get(TOPIC),
                        null,
                        Schema.STRING_SCHEMA,
                        text,
                        Schema.STRING_SCHEMA,
                        text));
            }
            left = numbers;
        }

        @Override
        public @Nullable List<SourceRecord> poll() {
            List<SourceRecord> next = left;
            left = List.of();
            if (next.isEmpty()) {
                LockSupport.parkNanos(PAUSE_NANOS);
                return null;
            }
            return next;
        }

        @Override
        public void stop() {
            // Holds nothing.
        }

        @Override
        public String version() {
            return "test";
        }
    }
}
