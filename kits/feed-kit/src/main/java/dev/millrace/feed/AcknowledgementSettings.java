package dev.millrace.feed;

import dev.millrace.feed.edi.EdiFormat;
import dev.millrace.feed.format.RecordFormat;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where the answers go that a format makes for the sender of a file.
 *
 * @param topic gets one record for each answer
 * @param folder gets one file for each answer, on the server that the files come from
 */
record AcknowledgementSettings(Optional<String> topic, Optional<String> folder) {

    static final String TOPIC = "edi.ack.topic";
    static final String FOLDER = "edi.ack.folder";

    private static final String IDLE = "would get nothing: set format to edi and " + EdiFormat.ACKNOWLEDGEMENTS
            + " to what partners expect, such as auto, or leave this out";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Acknowledgements")
                .text(
                        TOPIC,
                        null,
                        "The topic that gets the acknowledgements of EDI files, each after Kafka has every record that it"
                                + " speaks of. Set it to return them by a sink; each costs a wait for Kafka's"
                                + " confirmation, so keep transaction.boundary=poll with exactly-once.")
                .text(
                        FOLDER,
                        null,
                        "The folder that gets the acknowledgements of EDI files, as an absolute path on the same server;"
                                + " it must exist. Each is written under a temporary name first, then renamed. Set it"
                                + " when the partner collects them there.");
    }

    static AcknowledgementSettings from(AbstractConfig config) {
        return new AcknowledgementSettings(
                Optional.ofNullable(config.getString(TOPIC)).map(String::trim).filter(value -> !value.isEmpty()),
                Folders.of(config, FOLDER));
    }

    /** @param format reads the files; its options tell whether there is anything to send */
    static void validate(AbstractConfig config, RecordFormat format, Problems problems) {
        Folders.requireAbsolute(config, FOLDER, problems);
        Optional<String> folder = Folders.of(config, FOLDER);
        if (folder.isPresent() && InputSettings.folders(config).contains(folder.get())) {
            problems.report(FOLDER, "must not be an input folder, or acknowledgements would be read as files");
        }
        AcknowledgementSettings settings = from(config);
        boolean made = format.makesReplies(config);
        if (made && !settings.isWanted()) {
            problems.report(
                    EdiFormat.ACKNOWLEDGEMENTS,
                    "asks for acknowledgements, or an entry of edi.partners does, but nothing says where they go: set "
                            + TOPIC + " or " + FOLDER + ", or set it to none");
        }
        if (!made) {
            settings.topic.ifPresent(topic -> problems.report(TOPIC, IDLE));
            settings.folder.ifPresent(name -> problems.report(FOLDER, IDLE));
        }
    }

    boolean isWanted() {
        return topic.isPresent() || folder.isPresent();
    }
}
