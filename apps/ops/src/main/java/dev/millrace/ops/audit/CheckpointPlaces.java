package dev.millrace.ops.audit;

import dev.millrace.ops.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Where checkpoints are kept: a file with one in each line, a topic with one in each record, or both; the file says then what
 * was made so far.
 *
 * @param client settings of Kafka's clients, for the topic
 */
record CheckpointPlaces(Optional<Path> file, Optional<String> topic, Map<String, Object> client) {

    CheckpointPlaces {
        client = Map.copyOf(client);
        if (file.isEmpty() && topic.isEmpty()) {
            throw CommandFailure.usage("no place for checkpoints is named: give a file, a topic or both");
        }
    }

    /** All that there are. */
    List<String> lines() {
        return file.map(CheckpointPlaces::lines).orElseGet(this::sent);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
        } catch (IOException failed) {
            throw CommandFailure.usage(
                    file + " can't be read: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private List<String> sent() {
        List<String> lines = new ArrayList<>();
        try (TopicLog log = new TopicLog(client, List.of(topic.orElseThrow()))) {
            log.read(
                    Map.of(),
                    record -> lines.add(
                            new String(record.value() == null ? new byte[0] : record.value(), StandardCharsets.UTF_8)));
        }
        return lines;
    }

    /** Adds one; to the topic, also those that are in the file alone since a former call stopped in between. */
    void add(String about, String line) {
        file.ifPresent(path -> append(path, line));
        if (topic.isPresent()) {
            List<String> lacking =
                    new ArrayList<>(file.map(CheckpointPlaces::lines).orElse(List.of(line)));
            Set<String> there = new HashSet<>(sent());
            lacking.removeIf(there::contains);
            send(about, lacking);
        }
    }

    private static void append(Path file, String line) {
        try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
            to.force(true);
        } catch (IOException failed) {
            throw CommandFailure.incomplete(
                    file + " can't be written: " + failed.getClass().getSimpleName(), failed);
        }
    }

    private void send(String about, List<String> lines) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (String line : lines) {
                Object unused = producer.send(new ProducerRecord<>(topic.orElseThrow(), 0, about, line))
                        .get();
            }
        } catch (ExecutionException failed) {
            throw CommandFailure.incomplete(
                    "the topic " + topic.orElseThrow() + " did not take the checkpoint: " + failed.getMessage()
                            + "; the next call sends what is in the file",
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.incomplete("interrupted while a checkpoint was sent", interrupted);
        }
    }
}
