package dev.millrace.ops.preview;

import dev.millrace.ops.worker.ConnectorFile;
import dev.millrace.ops.worker.PluginPath;
import dev.millrace.ops.worker.TransformChain;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What is run over samples: a configuration, the plugins that it may name, and what of records is told.
 *
 * @param mostCharacters that the values of a record may have as texts between two transforms
 */
record PreviewRun(ConnectorFile file, PluginPath plugins, boolean showsValues, long mostCharacters) {

    /** One without a limit of records' sizes, for samples of the caller's own machine. */
    static PreviewRun of(ConnectorFile file, PluginPath plugins, boolean showsValues) {
        return new PreviewRun(file, plugins, showsValues, Long.MAX_VALUE);
    }

    /** Runs it over the samples, one after the other, until there are so many records. */
    PreviewReport over(List<SampleSource> samples, long limit) {
        return file.isSink()
                ? this.<SinkRecord>over(samples, limit, (source, value) -> RecordPreview.sink(file, source, value))
                : this.<SourceRecord>over(samples, limit, (source, value) -> RecordPreview.source(file, source, value));
    }

    private <R extends ConnectRecord<R>> PreviewReport over(
            List<SampleSource> samples, long limit, RecordPreview.Maker<R> maker) {
        try (TransformChain<R> chain = new TransformChain<>(file, plugins)) {
            return new SamplePreview<>(file, records(chain), maker, limit).run(samples);
        }
    }

    /** Runs it, which is a sink's, over the newest records of a topic, so many. */
    PreviewReport over(Consumer<byte[], byte[]> consumer, String topic, int limit) {
        try (TransformChain<SinkRecord> chain = new TransformChain<>(file, plugins)) {
            return new TopicPreview(file, RecordConverters.of(file, plugins), records(chain))
                    .run(consumer, topic, limit);
        }
    }

    private <R extends ConnectRecord<R>> RecordPreview<R> records(TransformChain<R> chain) {
        return new RecordPreview<>(file, new ChainPreview<>(chain, mostCharacters), showsValues);
    }
}
