package dev.millrace.http.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that are not of the public Internet (the special-purpose registries of RFC 6890). */
final class SpecialAddresses {

    /** What never means a partner: this machine, the link with the metadata services of clouds, and what is no host. */
    private static final List<AddressRange> LOCAL = ranges(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "192.0.0.0/24",
            "100.100.100.200/32", // a metadata service outside the link
            "::/128",
            "::1/128",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::254/128", // a metadata service outside the link
            "2001::/32"); // hides an IPv4 address (Teredo)

    /** The networks of houses and of providers, and what stands in documents only. */
    private static final List<AddressRange> PRIVATE = ranges(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "64:ff9b:1::/48",
            "100::/64",
            "2001:db8::/32",
            "fc00::/7",
            "fec0::/10");

    private static final AddressRange TRANSLATED = AddressRange.parse("64:ff9b::/96"); // RFC 6052
    private static final AddressRange SIX_TO_FOUR = AddressRange.parse("2002::/16"); // RFC 3056
    private static final AddressRange COMPATIBLE = AddressRange.parse("::/96"); // RFC 4291 section 2.5.5.1

    private static final List<String> HOUSE_NAMES = List.of(
            ".localhost", ".local", ".internal", ".intranet", ".lan", ".corp", ".home", ".private", ".home.arpa");

    private SpecialAddresses() {}

    /** Loopback, link, metadata and what is no host. */
    static boolean isLocal(InetAddress address) {
        return meant(address).anyMatch(each -> AddressRange.anyHolds(LOCAL, each));
    }

    /** Any address that is not public; the local ones are among them. */
    static boolean isPrivate(InetAddress address) {
        return isLocal(address) || meant(address).anyMatch(each -> AddressRange.anyHolds(PRIVATE, each));
    }

    /** Whether a name can only be one of a house, as far as a name tells. */
    static boolean isHouseName(String name) {
        return name.indexOf('.') < 0 || HOUSE_NAMES.stream().anyMatch(name::endsWith);
    }

    /** The address and the IPv4 address that it stands for. */
    private static Stream<InetAddress> meant(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return Stream.of(address);
        }
        byte[] bytes = address.getAddress();
        if (TRANSLATED.holds(address) || COMPATIBLE.holds(address)) {
            return Stream.of(address, ipv4(bytes, 12));
        }
        return SIX_TO_FOUR.holds(address) ? Stream.of(address, ipv4(bytes, 2)) : Stream.of(address);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an IPv4 address", impossible);
        }
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
