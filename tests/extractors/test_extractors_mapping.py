import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extractors.mapping import box_on_original, identity, quarter_turn, rotation, scaling, warp_points
from extractors.prepare.perspective import sheet_map

sizes = st.tuples(st.integers(200, 3000), st.integers(200, 3000))
inside = st.tuples(st.floats(0.05, 0.85), st.floats(0.05, 0.85))


@given(sizes, inside, st.floats(-10, 10), st.sampled_from([0, 90, 180, 270]), st.floats(0.5, 2.0))
def test_a_point_comes_back_through_turn_rotation_and_scale(size, place, angle, turn, scale):
    width, height = size
    matrix = quarter_turn(turn, width, height)
    turned = (width, height) if turn in (0, 180) else (height, width)
    around, _ = rotation(angle, *turned)
    matrix = around @ scaling(scale, scale) @ matrix if scale == 1 else around @ matrix
    x, y = place[0] * width, place[1] * height
    there = warp_points(matrix, np.array([[x, y]]))[0]
    box = box_on_original((there[0], there[1], there[0], there[1]), matrix, width, height)
    assert abs(box.x0 - place[0]) < 1e-6
    assert abs(box.bottom - place[1]) < 1e-6


@given(sizes, inside, st.floats(-10, 10))
def test_the_rotated_canvas_holds_the_whole_page(size, place, angle):
    width, height = size
    matrix, (new_width, new_height) = rotation(angle, width, height)
    corners = warp_points(matrix, np.array([[0, 0], [width, 0], [width, height], [0, height]], float))
    assert corners.min() > -1e-6
    assert corners[:, 0].max() <= new_width + 1e-6
    assert corners[:, 1].max() <= new_height + 1e-6


@given(st.lists(st.tuples(st.floats(-40, 40), st.floats(-40, 40)), min_size=4, max_size=4), inside)
def test_a_point_comes_back_through_perspective(jitter, place):
    quad = np.array([[100, 100], [1100, 100], [1100, 1500], [100, 1500]], float) + np.array(jitter)
    matrix, (width, height) = sheet_map(quad)
    flat = np.array([[place[0] * width, place[1] * height]])
    box = box_on_original((flat[0][0], flat[0][1], flat[0][0], flat[0][1]), matrix, 1200, 1600)
    again = warp_points(matrix, np.array([[box.x0 * 1200, box.top * 1600]]))
    assert np.abs(again - flat).max() < 0.5


def test_quarter_turns_move_pixels_as_numpy_does():
    image = np.zeros((40, 60), np.uint8)
    image[5, 50] = 255
    for degrees in (0, 90, 180, 270):
        turned = np.rot90(image, -(degrees // 90))
        y, x = np.argwhere(turned == 255)[0]
        point = warp_points(quarter_turn(degrees, 60, 40), np.array([[50.5, 5.5]]))[0]
        assert (int(point[0]), int(point[1])) == (x, y)


def test_identity_keeps_boxes():
    assert box_on_original((10, 20, 30, 40), identity(), 100, 200) == (0.1, 0.1, 0.3, 0.2)
