package dev.millrace.rest;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The figures of the connector {@code api}, as JMX shows them. */
final class Figures {

    private Figures() {}

    /** A figure of the only endpoint; -1 while there is none. */
    static long of(String figure) {
        return ofTask("endpoint.default." + figure);
    }

    static long ofEndpoint(String endpoint, String figure) {
        return ofTask("endpoint." + endpoint + "." + figure);
    }

    static long ofTask(String figure) {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("dev.millrace:type=rest-source,connector=api,task=0"), figure);
        } catch (JMException gone) {
            return -1;
        }
    }
}
