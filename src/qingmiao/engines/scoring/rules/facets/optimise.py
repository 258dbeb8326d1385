"""Quasi-Newton descent (BFGS) with a line search that only ever goes down."""

from collections.abc import Callable
from typing import Final

import numpy as np

from qingmiao.engines.scoring.rules.facets.design import Floats

Sloped = Callable[[Floats], tuple[float, Floats]]
ENOUGH: Final = 1e-3  # the largest slope where one standard error is one unit


def descend(sloped: Sloped, start: Floats, root: Floats, most: int = 200) -> tuple[Floats, bool]:
    """The lowest point from `start`, and whether the slope vanishes there.

    `root` is a square root of the expected inverse curvature, so that all directions are alike.
    """
    size = len(start)
    at = np.zeros(size)

    def scaled(place: Floats) -> tuple[float, Floats]:
        value, slope = sloped(start + root @ place)
        return value, root.T @ slope

    value, slope = scaled(at)
    inverse = np.eye(size)
    for _ in range(most):
        if np.abs(slope).max() < ENOUGH:
            return start + root @ at, True
        way = -inverse @ slope
        fall = float(slope @ way)
        if fall >= 0:
            inverse, way = np.eye(size), -slope
            fall = float(slope @ way)
        length = min(1.0, 20.0 / float(np.abs(way).max()))
        while True:
            there, new_slope = scaled(at + length * way)
            if np.isfinite(there) and there <= value + 1e-4 * length * fall:
                break
            length /= 2
            if length < 1e-12:
                return start + root @ at, bool(np.abs(slope).max() < 100 * ENOUGH)
        step, change = length * way, new_slope - slope
        bend = float(step @ change)
        if bend > 1e-12:
            ratio = 1.0 / bend
            left = np.eye(size) - ratio * np.outer(step, change)
            inverse = left @ inverse @ left.T + ratio * np.outer(step, step)
        at, value, slope = at + step, there, new_slope
    return start + root @ at, False


def covariance(sloped: Sloped, at: Floats, root: Floats) -> Floats:
    """The inverse of the second derivatives, from differences of the slope along `root`."""
    size, far = len(at), 0.01
    here = sloped(at)[1]
    bends = np.empty((size, size))
    for number in range(size):
        bends[number] = root.T @ (sloped(at + far * root[:, number])[1] - here) / far
    inverse: Floats = root @ np.linalg.pinv((bends + bends.T) / 2) @ root.T
    return inverse
