/** What the hot pure parts cost by themselves, measured with JMH. */
@NullMarked
package dev.sixpost.bench.micro;

import org.jspecify.annotations.NullMarked;
