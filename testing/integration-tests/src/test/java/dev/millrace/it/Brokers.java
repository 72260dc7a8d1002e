package dev.millrace.it;

import dev.millrace.partner.environment.Broker;
import dev.millrace.partner.environment.ChosenEnvironment;
import dev.millrace.quickstart.BrokerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Starts brokers where {@link ChosenEnvironment} has them. */
public final class Brokers {

    private Brokers() {}

    /**
     * Starts one that answers.
     *
     * @param folder for its data and its log, where it runs beside the tests
     */
    public static Broker start(Path folder) {
        try {
            return ChosenEnvironment.get()
                    .kafka(BrokerProcess.SETTINGS, () -> BrokerProcess.start(Platform.Line.CURRENT.home(), folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
