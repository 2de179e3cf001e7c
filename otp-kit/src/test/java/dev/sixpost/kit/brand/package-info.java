@org.jspecify.annotations.NullMarked
package dev.sixpost.kit.brand;
