package dev.millrace.ops.alerts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the console's own log: WARN while something is wrong, INFO when it is over. */
record LogChannel(String name) implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger("dev.millrace.alerts");

    @Override
    public String target() {
        return "the console's log";
    }

    @Override
    public void send(Notice notice) {
        String sentence = notice.alert().sentence().replaceAll("\\p{Cntrl}", " ");
        switch (notice.kind()) {
            case FIRING, REMINDER -> LOG.warn("{}: {}", notice.headline(), sentence);
            case RESOLVED, TEST -> LOG.info("{}: {}", notice.headline(), sentence);
        }
    }
}
