package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How a guest behaves at a server that was made for people.
 *
 * @param respectsRobots whether only what robots.txt allows is asked for
 * @param agent the name by which robots.txt speaks of us
 * @param respectsCrawlDelay whether the time between requests is as robots.txt asks
 * @param delay between the beginnings of two requests to one host
 */
record MannerSettings(boolean respectsRobots, String agent, boolean respectsCrawlDelay, Duration delay) {

    static final String ROBOTS = "robots";
    static final String AGENT = "robots.agent";
    static final String CRAWL_DELAY = "robots.crawl.delay";
    static final String DELAY = "request.delay.ms";

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** What becomes of robots.txt. */
    enum Robots {
        AUTO,
        RESPECT,
        IGNORE
    }

    /** What becomes of a line of it that no standard knows. */
    enum CrawlDelay {
        RESPECT,
        IGNORE
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Politeness")
                .choice(
                        ROBOTS,
                        Robots.AUTO,
                        "Whether the server's robots.txt is respected (RFC 9309): what it forbids is not asked for and stops"
                                + " the task, and while the server does not give it nothing is asked for; it is fetched again"
                                + " after at most a day. auto does so where format=html, for pages are made for people. Set"
                                + " ignore with the owner's permission; the pages of a login are not asked about.")
                .text(
                        AGENT,
                        "millrace",
                        "The name by which robots.txt speaks of this connector: letters, dashes and underscores. Change it"
                                + " when the owner of a server has rules for another one, and send it in the header"
                                + " User-Agent as well.")
                .choice(
                        CRAWL_DELAY,
                        CrawlDelay.RESPECT,
                        "Whether a line Crawl-delay of robots.txt is respected, which no standard knows: respect waits as many"
                                + " seconds between two requests to the host, up to an hour. Set ignore when"
                                + " request.delay.ms was agreed with the owner.")
                .number(
                        DELAY,
                        0L,
                        0,
                        DAY,
                        "The least time between two requests to one host, counted from the beginning of the first; all"
                                + " endpoints of a task keep it together, logins not counted. Raise it for a portal that is"
                                + " made for people; take tasks.max=1 where several endpoints ask one host.");
    }

    static MannerSettings from(AbstractConfig config) {
        Robots robots = OptionGroup.choiceOf(Robots.class, config.getString(ROBOTS));
        return new MannerSettings(
                switch (robots) {
                    case AUTO -> RowSettings.from(config).format().equals("html");
                    case RESPECT -> true;
                    case IGNORE -> false;
                },
                config.getString(AGENT).strip(),
                OptionGroup.choiceOf(CrawlDelay.class, config.getString(CRAWL_DELAY)) == CrawlDelay.RESPECT,
                Duration.ofMillis(config.getLong(DELAY)));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (!config.getString(AGENT).strip().matches("[A-Za-z_-]+")) {
            problems.report(AGENT, "must hold letters, dashes and underscores only, such as millrace");
        }
    }
}
