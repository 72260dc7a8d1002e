package dev.millrace.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** A sink whose task does what the test of the harness says, and writes down how it was called. */
final class ScriptedSink extends SinkConnector {
    private static final ThreadLocal<ScriptedTask> NEWEST = new ThreadLocal<>();

    /** The task that was made last on this thread. */
    static ScriptedTask task() {
        return Objects.requireNonNull(NEWEST.get(), "no task was started");
    }

    static final class ScriptedTask extends SinkTask {
        final List<String> calls = new ArrayList<>();
        Consumer<Collection<SinkRecord>> put = records -> {};
        UnaryOperator<Map<TopicPartition, OffsetAndMetadata>> preCommit = UnaryOperator.identity();

        ScriptedTask() {
            NEWEST.set(this);
        }

        SinkTaskContext context() {
            return context;
        }

        @Override
        public void start(Map<String, String> props) {
            calls.add("start");
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            calls.add("open " + partitions);
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            calls.add("put " + records.stream().map(SinkRecord::value).toList());
            put.accept(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
            calls.add("preCommit");
            return preCommit.apply(current);
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            calls.add("close " + partitions);
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public String version() {
            return "1.0.0";
        }
    }

    @Override
    public void start(Map<String, String> props) {
        NEWEST.remove();
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ScriptedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(Map.of());
    }

    @Override
    public void stop() {
        NEWEST.remove();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
