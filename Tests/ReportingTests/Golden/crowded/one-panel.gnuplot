$p0s0 << EOD
7 98.85523
EOD
$p0s1 << EOD
7 93.37309
EOD
$p0s2 << EOD
7 89.33737
EOD
$p0s3 << EOD
7 88.54273
EOD
$p0s4 << EOD
7 85.7588
EOD
$p0s5 << EOD
7 82.01849
EOD
$p0s6 << EOD
7 79.46237
EOD
$p0s7 << EOD
7 76.48023
EOD
$p1s0 << EOD
1 83.027
2 89.2569
3 90.72807
4 92.01005
5 92.8962
6 92.78403
7 93.35917
EOD
$p1s1 << EOD
1 77.402
2 85.4444
3 87.51973
4 89.1038
5 90.1712
6 90.17987
7 90.84131
EOD
$p1s2 << EOD
1 68.152
2 79.8194
3 83.10307
4 85.2913
5 86.7212
6 86.97153
7 87.8056
EOD
$p1s3 << EOD
1 77.777
2 83.6319
3 84.97807
4 86.19755
5 87.0462
6 86.90903
7 87.46631
EOD
$p1s4 << EOD
1 72.402
2 79.9444
3 81.85307
4 83.3538
5 84.3712
6 84.34653
7 84.98417
EOD
$p1s5 << EOD
1 72.527
2 78.0069
3 79.22807
4 80.38505
5 81.1962
6 81.03403
7 81.57346
EOD
$p1s6 << EOD
1 67.402
2 74.4444
3 76.1864
4 77.6038
5 78.5712
6 78.5132
7 79.12703
EOD
$p1s7 << EOD
1 59.152
2 69.3194
3 72.10307
4 74.0413
5 75.3212
6 75.47153
7 76.23417
EOD
set encoding utf8
set terminal svg noenhanced size 1189,452 font 'DejaVu Sans,13' background rgb 'white' name 'one_panel'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
unset key
set multiplot
set lmargin at screen 0.06223717
set rmargin at screen 0.3481918
set bmargin at screen 0.1460177
set tmargin at screen 0.7654867
unset label
set label 1 'The experiment’s own title' at screen 0.01682086,0.9446903 left front font ',16' textcolor rgb '#333333'
set label 2 'selected settings, one seed' at screen 0.01682086,0.8938053 left front font ',12' textcolor rgb '#777777'
set title 'train accuracy' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7)
unset logscale y
set yrange [75:100]
set ytics ('75%%' 75, '80%%' 80, '85%%' 85, '90%%' 90, '95%%' 95, '100%%' 100)
set label 3 'train accuracy' at screen 0.01261564,0.4557522 center rotate by 90 textcolor rgb '#333333'
set label 4 'epoch' at screen 0.2052145,0.04424779 center textcolor rgb '#333333'
set key at screen 0.7199327,0.7743363 left top vertical maxrows 9 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p0s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  $p0s2 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#228833' notitle, \
  $p0s3 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#CCBB44' notitle, \
  $p0s4 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#66CCEE' notitle, \
  $p0s5 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#4477AA' notitle, \
  $p0s6 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#EE6677' notitle, \
  $p0s7 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#228833' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'Short', \
  keyentry with lines lw 3 dt solid lc rgb '#EE6677' title '’quoted’ `exit` <tagged>', \
  keyentry with lines lw 3 dt solid lc rgb '#228833' title '正則化なし', \
  keyentry with lines lw 3 dt solid lc rgb '#CCBB44' title 'A name that is much too long for …', \
  keyentry with lines lw 3 dt solid lc rgb '#66CCEE' title 'Short 4', \
  keyentry with lines lw 0 lc rgb 'white' title '’quoted’ `exit` <tagge… (diverged)', \
  keyentry with lines lw 3 dt (10,5) lc rgb '#4477AA' title '正則化なし 6', \
  keyentry with lines lw 3 dt (10,5) lc rgb '#EE6677' title 'A name that is much too long for …', \
  keyentry with lines lw 3 dt (10,5) lc rgb '#228833' title 'Short 8'
set lmargin at screen 0.4154752
set rmargin at screen 0.7014298
set bmargin at screen 0.1460177
set tmargin at screen 0.7654867
unset label
set title 'validation accuracy' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [1:7]
set xtics ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6, '7' 7)
unset logscale y
set yrange [50:100]
set ytics ('50%%' 50, '60%%' 60, '70%%' 70, '80%%' 80, '90%%' 90, '100%%' 100)
set label 3 'validation accuracy' at screen 0.3658537,0.4557522 center rotate by 90 textcolor rgb '#333333'
set label 4 'epoch' at screen 0.5584525,0.04424779 center textcolor rgb '#333333'
unset key
plot \
  $p1s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  $p1s1 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#EE6677' notitle, \
  $p1s2 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#228833' notitle, \
  $p1s3 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#CCBB44' notitle, \
  $p1s4 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#66CCEE' notitle, \
  $p1s5 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#4477AA' notitle, \
  $p1s6 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#EE6677' notitle, \
  $p1s7 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt (10,5) lc rgb '#228833' notitle
unset multiplot
